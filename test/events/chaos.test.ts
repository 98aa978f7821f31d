import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import type { BusinessEvent } from '#shared/events/event.ts'
import type { CaseFacts } from '#shared/events/facts.ts'
import type { Store } from '#shared/store/store.ts'
import { type StartedCommand, startCommand } from '../support/started-gateway.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { startEventNode } from './event-node.ts'
import { follow } from './reader.ts'
import {
  CONNECTION_ID,
  createTableVendor,
  createVendorTable,
  signedHint,
  versionText,
  writeCases,
} from './table-vendor.ts'

const EVENTS = Number(process.env.CHAOS_EVENTS ?? 500)
const KILLS = Number(process.env.CHAOS_KILLS ?? 3)
const SEED = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000)
const RECORDS = 40

/** Park and Miller: small, and the same for a seed everywhere. */
function createRandom(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

interface Change {
  nativeId: string
  version: number
  facts: CaseFacts
}

/** Cases that are opened, escalated, taken back and resolved, again and again. */
function recordHistory(random: (below: number) => number): Change[] {
  const versions = new Map<string, number>()
  return Array.from({ length: EVENTS }, (_, index) => {
    const nativeId = `case${random(RECORDS)}`
    const version = (versions.get(nativeId) ?? 0) + 1
    versions.set(nativeId, version)
    const at = new Date(Date.now() + index).toISOString()
    const severity = (['SEV1', 'SEV2', 'SEV3'] as const)[random(3)] ?? 'SEV3'
    const isResolved = random(5) === 0
    return {
      nativeId,
      version,
      facts: {
        status: isResolved ? 'RESOLVED' : 'IN_PROGRESS',
        severity,
        escalated: false,
        openedAt: new Date().toISOString(),
        escalatedAt: null,
        resolvedAt: isResolved ? at : null,
      },
    }
  })
}

/** A worker process that is there again whenever it was killed. */
class Workers implements AsyncDisposable {
  #current: StartedCommand | undefined
  #ready: Promise<void> = Promise.resolve()
  #url = ''
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  start(): Promise<void> {
    this.#ready = this.#startOne()
    return this.#ready
  }

  async #startOne(): Promise<void> {
    this.#current = startCommand(['test/events/worker.ts'], { DATABASE_URL: this.#store.databaseUrl })
    this.#url = await this.#current.printed(/^(http\S+)\n/)
  }

  async kill(): Promise<void> {
    const child = this.#current?.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill()
  }

  /** As a vendor does: again until it is taken. */
  async deliver(id: string, nativeId: string): Promise<void> {
    const { body, headers } = signedHint(id, nativeId)
    for (;;) {
      const answer = await fetch(`${this.#url}/webhooks/${CONNECTION_ID}`, {
        method: 'POST',
        body,
        headers,
      }).catch(() => undefined)
      if (answer?.status === 202) return
      assert.ok(answer === undefined || answer.status === 503, `answered ${answer?.status}`)
      await this.#ready
    }
  }
}

test(`${EVENTS} changes told in any order, up to five times, a tenth late, ${KILLS} kills (seed ${SEED})`, async () => {
  const random = createRandom(SEED)
  await using running = await openTemporaryStore()
  const { store } = running
  await createVendorTable(store)
  const history = recordHistory(random)
  await using node = await startEventNode(store, [createTableVendor(store)])
  await using reader = follow(node, { randomly: random })
  await using workers = new Workers(store)
  await workers.start()

  let late: (() => Promise<void>)[] = []
  const window = 20
  for (let start = 0; start < history.length; start += window) {
    const changes = history.slice(start, start + window)
    await writeCases(store, [...new Map(changes.map((change) => [change.nativeId, change])).values()])
    const deliveries = changes.flatMap(({ nativeId, version }) =>
      Array.from({ length: 1 + random(5) }, () => () => workers.deliver(`${nativeId}:${version}`, nativeId)),
    )
    const shuffled = deliveries.toSorted(() => random(2) - 0.5)
    late.push(...shuffled.splice(0, Math.ceil(shuffled.length / 10)))
    const isKillDue =
      KILLS > 0 && Math.floor((start + window) / (EVENTS / KILLS)) > Math.floor(start / (EVENTS / KILLS))
    const sent = Promise.all(shuffled.map((send) => send()))
    if (isKillDue) {
      await workers.kill()
      await workers.start()
    }
    await sent
    if (late.length > 200) {
      await Promise.all(late.map((send) => send()))
      late = []
    }
  }
  await Promise.all(late.map((send) => send()))
  await workers.kill()
  // What the last process had in hand and what is left is for the next one: this.
  await node.drain()

  const last = new Map(history.map((change) => [change.nativeId, change]))
  const records = await store.query<{ nativeId: string; version: string; facts: CaseFacts }>(
    'select native_id as "nativeId", version, facts from events.records order by native_id',
  )
  assert.deepEqual(
    records,
    [...last.values()]
      .map(({ nativeId, version, facts }) => ({ nativeId, version: versionText(version), facts }))
      .toSorted((one, other) => (one.nativeId < other.nativeId ? -1 : 1)),
  )
  const states = await store.query<{ state: string }>(
    "select distinct state from events.inbox where state not in ('DONE', 'UNCHANGED')",
  )
  assert.deepEqual(states, [], 'nothing is left, dead or quarantined')
  const logged = await store.query<{ sequence: string; type: string }>(
    'select sequence, type from events.log order by sequence',
  )
  assert.deepEqual(
    logged.map(({ sequence }) => Number(sequence)),
    logged.map((_, index) => index + 1),
    'no gap in the log',
  )
  const wanted = logged.filter(({ type }) => type === 'CASE_ESCALATED').map(({ sequence }) => sequence)
  const seen: BusinessEvent[] = await reader.until(wanted.at(-1))
  assert.deepEqual(
    seen.map(({ sequence }) => String(sequence)),
    wanted,
    'a reader that leaves and comes back has every event once',
  )
  assert.ok(wanted.length > 0)
})
