import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import type { Configuration } from '#shared/connections/configuration.ts'
import type { Fault } from '#shared/emulator/faults.ts'
import { createDemoConfiguration } from '../../../subgraphs/demo-configuration.ts'
import { createTemporaryDirectory, openTemporaryStore } from '../../support/temporary-store.ts'
import { type Callers, createCallers } from './callers.ts'
import { nextMessage, startChild } from './child.ts'
import { type Deal, type DealCount, listDeals } from './deals.ts'
import { type Desk, openDesk } from './desk.ts'
import { CALLS, MODES, toFault } from './faults.ts'
import { type Harm, killNodes, measureMoves } from './killer.ts'
import { type SoakNode, startNode } from './nodes.ts'
import { installObserver } from './observe.ts'
import { type PlantName, SHOWN_BY } from './plants.ts'
import { CALL_TIMEOUT_MS } from './policy.ts'
import { createRandom, type Random } from './random.ts'
import { readJournal, type Story } from './story.ts'
import type { FromSystems, ToSystems } from './systems.ts'

export interface TrialOptions {
  kills: number
  seed: number
  plant: PlantName | undefined
  onKill(done: number): void
}

export interface Trial {
  story: Story
  harm: Harm
  faults: ReadonlyMap<string, number>
  calls: Record<string, number>
  /** Runs that were with a person before the person tried them again. */
  heldAtFirst: number
  seconds: number
}

/** So many runs are under way at most, which one node can have in hand; new ones are wished for until the last kill. */
const MOST_OPEN = 16
/** In peace no wait is as long: what has not moved since then is lost. */
const STANDS_STILL_MS = 60_000
const DEALS_OF_A_CUSTOMER = 2

/** Systems, nodes, callers and people on one database: kills and faults until the last kill, then peace, then the whole story. */
export async function runTrial({ kills, seed, plant, onKill }: TrialOptions): Promise<Trial> {
  const startedAt = performance.now()
  const random = createRandom(seed)
  await using stack = new AsyncDisposableStack()
  const { store } = stack.use(await openTemporaryStore())
  const cache = stack.use(await createTemporaryDirectory())
  const customers = 20 + kills * 4
  const systems = await startSystems({ customers, each: DEALS_OF_A_CUSTOMER }, stack)
  const { configuration } = systems
  const desk = stack.use(await openDesk(configuration, store.databaseUrl))
  await installObserver(store)
  const options = {
    databaseUrl: store.databaseUrl,
    configuration,
    plant,
  }
  const nodes: SoakNode[] = []
  for (let index = 0; index < 2; index += 1) nodes.push(await startNode(options, cache.path))
  stack.defer(async () => void (await Promise.all(nodes.map((node) => node.end()))))
  const deals = listDealsInTurn(customers)
  const callers = createCallers(nodes, random)
  const faults = new Map<string, number>()
  const storm = { isOver: false }
  const feeding = feed({ callers, desk, systems, random, faults, storm, plant }, deals)
  const harm = await killNodes({ store, nodes, random: createRandom(seed + 1), kills, onKill })
  storm.isOver = true
  await feeding
  await systems.ask('heal')
  await untilRested(desk)
  const heldAtFirst = await desk.retryAll()
  await untilRested(desk)
  return {
    ...(await tell(desk, { systems, callers, harm, deals })),
    ...{ harm, faults, heldAtFirst },
    seconds: (performance.now() - startedAt) / 1_000,
  }
}

/** Deals of one customer come close together. */
function listDealsInTurn(customers: number): Deal[] {
  const deals = listDeals({ customers, each: DEALS_OF_A_CUSTOMER })
  return deals.toSorted((one, other) => one.accountId.localeCompare(other.accountId))
}

interface Systems {
  configuration: Configuration
  ask(message: ToSystems): Promise<FromSystems>
}

async function startSystems(deals: DealCount, stack: AsyncDisposableStack): Promise<Systems> {
  const child: ChildProcess = startChild('systems.ts', { parameters: [JSON.stringify(deals)] })
  stack.defer(async () => void child.kill())
  const first = await nextMessage<FromSystems>(child)
  if (!('addresses' in first)) throw new Error('the systems did not start')
  const configuration = createDemoConfiguration(first.addresses)
  let last: Promise<unknown> = Promise.resolve()
  return {
    configuration: {
      ...configuration,
      connections: configuration.connections.map((connection) => ({
        ...connection,
        timeoutMs: CALL_TIMEOUT_MS,
      })),
    },
    ask(message) {
      const answer = last.then(() => {
        const next = nextMessage<FromSystems>(child)
        child.send(message)
        return next
      })
      last = answer.catch(() => {})
      return answer
    },
  }
}

interface Storm {
  callers: Callers
  desk: Desk
  systems: Systems
  random: Random
  faults: Map<string, number>
  storm: { isOver: boolean }
  plant: PlantName | undefined
}

/** Wishes for deals, lets calls go wrong, and calls a few runs off, until the storm is over. */
async function feed(
  { callers, desk, systems, random, faults, storm, plant }: Storm,
  deals: readonly Deal[],
): Promise<void> {
  const wishes: Promise<void>[] = []
  let unanswered = 0
  const wish = async (deal: Deal): Promise<void> => {
    unanswered += 1
    await callers.wish(deal)
    unanswered -= 1
  }
  for (const deal of deals) {
    while (!storm.isOver && unanswered + (await countOpen(desk)) >= MOST_OPEN) await delay(50)
    if (storm.isOver) break
    if (random.below(10) < 6) await systems.ask({ fail: nextFault(random, faults, plant) })
    wishes.push(wish(deal))
    await delay(20)
    if (random.below(20) === 0) await cancelOne(desk)
  }
  await Promise.all(wishes)
}

function nextFault(
  random: Random,
  faults: Map<string, number>,
  plant: PlantName | undefined,
): Fault & { vendor: string } {
  const shows = plant && random.below(3) === 0 ? SHOWN_BY[plant] : undefined
  const [call, mode] = shows ?? [random.pick(Object.keys(CALLS)), random.pick(Object.keys(MODES))]
  faults.set(mode, (faults.get(mode) ?? 0) + 1)
  return toFault(call, mode)
}

async function countOpen({ store }: Desk): Promise<number> {
  const [row] = await store.query<{ open: number }>(
    "select count(*)::int as open from processes.runs where phase <> 'REST'",
  )
  return row?.open ?? 0
}

async function cancelOne(desk: Desk): Promise<void> {
  const [run] = await desk.store.query<{ id: string }>(
    "select id from processes.runs where phase = 'FORWARD' order by id desc limit 1",
  )
  // Past its pivot a run is not called off, and says so by a userError.
  if (run) await desk.cancel(run.id)
}

/** Until every run rests, or nothing has moved for long. */
async function untilRested(desk: Desk): Promise<void> {
  let [done, since] = ['', performance.now()]
  while ((await countOpen(desk)) > 0 && performance.now() - since < STANDS_STILL_MS) {
    const [row] = await desk.store.query<{ done: string }>('select count(*) as done from processes.attempts')
    if (row && row.done !== done) [done, since] = [row.done, performance.now()]
    await delay(100)
  }
}

async function tell(
  desk: Desk,
  {
    systems,
    callers,
    harm,
    deals,
  }: { systems: Systems; callers: Callers; harm: Harm; deals: readonly Deal[] },
): Promise<Pick<Trial, 'story' | 'calls'>> {
  const books = await systems.ask('books')
  if (!('rows' in books)) throw new Error('the systems do not show their books')
  const journal = await readJournal(desk.store)
  const told = new Map<string, Awaited<ReturnType<Desk['told']>>>()
  for (const { id } of journal.runs) told.set(id, await desk.told(id))
  const ours = new Set(deals.flatMap(({ opportunityId, accountId }) => [opportunityId, accountId]))
  return {
    calls: books.calls,
    story: {
      ...journal,
      wishes: callers.wishes,
      rows: books.rows.filter(({ of }) => ours.has(of)),
      concurrency: books.concurrency,
      movedAfterMs: await measureMoves(desk.store, harm),
      told,
    },
  }
}
