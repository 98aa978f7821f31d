import type { Clock } from '#shared/clock.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Crosswalk } from '#shared/crosswalk.ts'
import type { ChangeSource } from '#shared/events/changes.ts'
import type { CustomerDesk } from '#shared/events/customers.ts'
import type { EventFeed, EventLogReader } from '#shared/events/event.ts'
import type { WebhookInbox } from '#shared/events/inbox.ts'
import { createGroupCommit } from '#shared/store/group-commit.ts'
import { migrate } from '#shared/store/migrate.ts'
import type { Store } from '#shared/store/store.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { FindOwnRequests } from './apply/own-writes.ts'
import { insertItems, type NewItem } from './inbox/inbox-rows.ts'
import { createIngress } from './inbox/ingress.ts'
import { type Follower, openFollower } from './log/follower.ts'
import { readHead, readLog } from './log/log-rows.ts'
import { openSession, type Session } from './log/session.ts'
import { createDeliveries, type Deliveries } from './outbound/deliveries.ts'
import type { Endpoint } from './outbound/endpoint.ts'
import { removeOld } from './remove-old.ts'
import { followSource, type LookIntervals } from './sources/follow-source.ts'
import { createEventsSubgraph } from './subgraph.ts'
import { createWakeUps } from './wake-ups.ts'

export interface EventLogOptions {
  store: Store
  connections: ReadonlyMap<string, Connection>
  sources: readonly ChangeSource[]
  crosswalk: Crosswalk
  customers: CustomerDesk
  findOwnRequests: FindOwnRequests
  intervals: LookIntervals
  /** Where partners are told of events; none where nothing is said. */
  endpoints?: readonly Endpoint[]
  clock: Clock
  logger: Logger
}

/** The event log of one node. Until `start` it takes what vendors send and tells what other nodes write. */
export interface EventLog {
  subgraph: Subgraph
  inbox: WebhookInbox
  feed: EventLogReader
  deliveries: Deliveries
  /** Begins to follow every connection: applies its inbox, asks its vendor what has changed, and tells partners. */
  start(): void
  close(): Promise<void>
}

const PAGE_EVENTS = 500
const CLEAN_EVERY_MS = 3_600_000
/** The most events in one commit. */
const MOST_IN_A_COMMIT = 2_000

/** Brings the tables up to date and opens the log. */
export async function openEventLog(options: EventLogOptions): Promise<EventLog> {
  const { store, connections, sources, customers, logger } = options
  await migrate(store, { owner: 'events', folder: new URL('./migrations/', import.meta.url) })
  const wakeUps = createWakeUps()
  const node = createNode(options)
  const deliveries = createDeliveries({ ...node, store, endpoints: options.endpoints ?? [], logger })
  const stopping = new AbortController()
  const clean = (): void =>
    void removeOld(store).catch((error: unknown) => logger.warn({ err: error }, 'old events are still there'))
  let cleaning: NodeJS.Timeout | undefined
  let following: Promise<unknown> | undefined

  const follow = async (): Promise<void> => {
    const session = await node.session()
    const { worker } = session
    await Promise.all(
      sources.map((source) =>
        followSource(source, { ...options, worker, session, wakeUps }, stopping.signal),
      ),
    )
  }
  return {
    subgraph: createEventsSubgraph({ store, customers, follower: node.follower }, connections),
    inbox: createIngress({
      sources,
      keep: createGroupCommit({
        async write(requests: readonly (readonly NewItem[])[]) {
          await insertItems(store, requests.flat())
          return requests.map(() => undefined)
        },
        most: MOST_IN_A_COMMIT,
        sizeOf: (items) => items.length,
      }),
      wake: wakeUps.wake,
    }),
    feed: {
      listen: node.listen,
      eventsAfter: (sequence) => readLog(store, sequence, PAGE_EVENTS),
      head: () => readHead(store),
    },
    deliveries,
    start() {
      cleaning ??= setInterval(clean, CLEAN_EVERY_MS).unref()
      deliveries.start()
      following ??= follow().catch((error: unknown) => {
        if (!stopping.signal.aborted) logger.error({ err: error }, 'events are not followed')
      })
    },
    async close() {
      stopping.abort()
      clearInterval(cleaning)
      wakeUps.wakeAll()
      await Promise.all([following, deliveries.close()])
      await node.close()
    },
  }
}

interface Node extends Pick<EventFeed, 'listen'> {
  session(): Promise<Session>
  follower(): Promise<Follower>
  close(): Promise<void>
}

/** What this process has open in the database for the log's sake, from when somebody first needs it. */
function createNode(options: { store: Store; logger: Logger }): Node {
  let session: Promise<Session> | undefined
  let follower: Promise<Follower> | undefined
  let opened: Follower | undefined

  const openBoth = async (): Promise<Follower> => {
    opened = await openFollower(options)
    await openOnce()
    // What was written while the session was not yet heard.
    await opened.advance()
    return opened
  }
  const openOnce = (): Promise<Session> => (session ??= openSession(options, () => void opened?.advance()))
  const followOnce = (): Promise<Follower> => (follower ??= openBoth())

  return {
    session: openOnce,
    follower: followOnce,
    listen(listener) {
      let isOver = false
      let stop = (): void => {}
      followOnce().then(
        (log) => {
          if (!isOver) stop = log.listen(listener)
        },
        (error: unknown) => options.logger.error({ err: error }, 'the event log is not followed'),
      )
      return () => {
        isOver = true
        stop()
      }
    },
    async close() {
      await (await follower?.catch(() => undefined))?.close()
      await (await session?.catch(() => undefined))?.close()
    },
  }
}
