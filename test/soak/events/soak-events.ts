import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Store } from '#shared/store/store.ts'
import { createVendorTable, writeCases } from '../../events/table-vendor.ts'
import { openTemporaryStore } from '../../support/temporary-store.ts'
import { growthOf, type Sample } from '../slope.ts'
import { checkAll, checkRemoval, type Failures } from './checks.ts'
import { createVendor } from './deliver.ts'
import { createHistory, createRecords } from './history.ts'
import { type Node, startNode } from './nodes.ts'
import { startSubscriber, type Subscriber } from './subscriber.ts'

/** `npm run soak:events -- --events 200000 --kills 20`: README.md says what must hold. */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '200000' },
    kills: { type: 'string', default: '20' },
    records: { type: 'string', default: '4000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const [EVENTS, KILLS, RECORDS, SEED] = [values.events, values.kills, values.records, values.seed].map(
  Number,
) as [number, number, number, number]

/** Of the node that lives through it all. */
const SAMPLES = 40
/** The log's last 4,096 events stay in memory: until then, and until all is compiled, the heap grows. */
const WARM_UP_PART = 0.3
const MAX_GROWTH = 0.1
const SETTLED_WITHIN_MS = 60_000

const print = (line: string): void => void process.stdout.write(`${line}\n`)

/** Park and Miller: the same for a seed everywhere. */
function createRandom(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

async function untilApplied(store: Store): Promise<void> {
  for (;;) {
    const [row] = await store.query<{ left: string }>(
      "select count(*) as left from events.inbox where state in ('PENDING', 'CLAIMED')",
    )
    if (row?.left === '0') return
    await sleep(20)
  }
}

/** Until each has seen the last event of its kind, or a minute is over. */
async function untilSeen(store: Store, subscribers: readonly Subscriber[]): Promise<void> {
  const rows = await store.query<{ type: string; last: string }>(
    'select type, max(sequence) as last from events.log group by type',
  )
  const lastOf = new Map(rows.map(({ type, last }) => [type, Number(last)]))
  const lasts = { caseEscalated: lastOf.get('CASE_ESCALATED'), caseResolved: lastOf.get('CASE_RESOLVED') }
  const deadline = performance.now() + SETTLED_WITHIN_MS
  while (performance.now() < deadline) {
    if (subscribers.every(({ field, seen }) => seen.at(-1)?.sequence === lasts[field])) return
    await sleep(100)
  }
}

/** Half from the beginning of the log, half from now on; some at a node that is killed, some at the other. */
function startSubscribers([first, second]: readonly [Node, Node]): [Subscriber, isFromStart: boolean][] {
  return (['caseEscalated', 'caseResolved'] as const).flatMap((field) =>
    [first, second].flatMap((node) =>
      [true, false].map((isFromStart): [Subscriber, boolean] => [
        startSubscriber(field, { originOf: () => node.origin, since: isFromStart ? '0' : undefined }),
        isFromStart,
      ]),
    ),
  )
}

/** The vendor's records, before anything happens: known, so that every change is one. */
async function introduce(store: Store, { origin }: Node): Promise<void> {
  const cases = createRecords(RECORDS)
  await writeCases(store, cases)
  const vendor = createVendor(() => origin)
  await vendor.deliverAll(cases.map(({ nativeId }) => ({ id: nativeId, nativeId })))
  await vendor.close()
  await untilApplied(store)
}

/** Plays the history; answers the heap of the node that stays, over time. */
async function play(store: Store, [stays, falls]: readonly [Node, Node]): Promise<Sample[]> {
  const vendor = createVendor((delivery) => (delivery % 2 === 0 ? stays : falls).origin)
  const samples: Sample[] = []
  let told = 0
  let [kills, replacing]: [number, Promise<void>] = [0, Promise.resolve()]
  for (const { changes, deliveries } of createHistory({
    events: EVENTS,
    records: RECORDS,
    random: createRandom(SEED),
  })) {
    if (changes.length > 0) await writeCases(store, changes)
    told += changes.length
    const delivered = vendor.deliverAll(deliveries)
    if (kills < Math.floor((told / EVENTS) * KILLS)) {
      kills += 1
      replacing = falls.replace()
    }
    await Promise.all([delivered, replacing])
    await untilApplied(store)
    if (samples.length < Math.floor((told / EVENTS) * SAMPLES))
      samples.push({ at: told, value: (await stays.heap()) / 2 ** 20 })
  }
  await vendor.close()
  const { delivered, repeated } = vendor.counts()
  print(`${told} events in ${delivered} deliveries, ${repeated} more tries; ${kills} times kill -9`)
  return samples
}

function checkHeap(samples: readonly Sample[]): Failures {
  const counted = samples.slice(Math.floor(samples.length * WARM_UP_PART))
  const growth = growthOf(counted)
  print(`heap in MB after collection: ${samples.map(({ value }) => value.toFixed(0)).join(' ')}`)
  print(`growth ${(growth * 100).toFixed(1)} % over the last ${counted.length} samples`)
  return growth > MAX_GROWTH ? ['the heap grows'] : []
}

async function printSizes(store: Store): Promise<void> {
  const rows = await store.query<{ name: string; rows: string; size: string }>(
    `select relname as name, n_live_tup as rows, pg_size_pretty(pg_total_relation_size(relid)) as size
     from pg_stat_user_tables where schemaname = 'events' order by pg_total_relation_size(relid) desc limit 4`,
  )
  print(`tables: ${rows.map(({ name, rows: count, size }) => `${name} ${count} rows, ${size}`).join('; ')}`)
}

async function main(): Promise<void> {
  const startedAt = performance.now()
  await using running = await openTemporaryStore()
  const { store } = running
  await createVendorTable(store)
  const nodes = [await startNode(store.databaseUrl), await startNode(store.databaseUrl)] as const
  await introduce(store, nodes[0])
  const subscribers = startSubscribers(nodes)
  const samples = await play(store, nodes)
  const everybody = subscribers.map(([subscriber]) => subscriber)
  await untilSeen(store, everybody)
  await Promise.all(everybody.map((subscriber) => subscriber.end()))
  for (const node of nodes) node.end()
  await printSizes(store)
  const seen = everybody.reduce((sum, subscriber) => sum + subscriber.seen.length, 0)
  const returns = everybody.reduce((sum, subscriber) => sum + subscriber.returns, 0)
  print(`${everybody.length} subscribers saw ${seen} events and came back ${returns} times`)
  const failures = [
    ...(await checkAll(store, { events: EVENTS, records: RECORDS, subscribers })),
    ...checkHeap(samples),
    ...(await checkRemoval(store, RECORDS)),
  ]
  for (const failure of failures) print(`FAILED: ${failure}`)
  if (failures.length > 0) process.exitCode = 1
  print(`seed ${SEED}, ${Math.round((performance.now() - startedAt) / 1000)} s`)
}

await main()
