import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApplier } from '#events/apply/applier.ts'
import { type EventLog, type EventLogOptions, openEventLog } from '#events/event-log.ts'
import { openSession } from '#events/log/session.ts'
import { followedSince } from '#events/sources/connection-rows.ts'
import { lookForChanges } from '#events/sources/watch.ts'
import { refuse } from '#gateway/http/refuse.ts'
import { connectionOfPath, receiveWebhook } from '#gateway/webhooks/webhook-endpoint.ts'
import { systemClock } from '#shared/clock.ts'
import type { Crosswalk, NativeRef } from '#shared/crosswalk.ts'
import type { CustomerDesk } from '#shared/events/customers.ts'
import type { EventCause } from '#shared/events/event.ts'
import type { ChangeSource } from '#shared/events/changes.ts'
import type { Store } from '#shared/store/store.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'

/** Ids that say what they are of: nothing here looks behind them. */
const idOf = (type: string, { nativeId }: Pick<NativeRef, 'nativeId'>): string =>
  `${type.toLowerCase()}_${nativeId}`

const crosswalk: Crosswalk = {
  ensureIds: async (type, refs) => refs.map((ref) => idOf(type, ref)),
  findIds: async (type, refs) => refs.map((ref) => idOf(type, ref)),
  findForeignIds: async (type, refs) => refs.map((ref) => idOf(type, ref)),
  linksOf: async (ids) => ids.map(() => []),
  businessUnitsOf: async (ids) => ids.map(() => undefined),
  noteOwners: () => {},
  addLinks: async () => {},
}

/** Customers whose name begins with `west` are of one unit, the others of another. */
const customers: CustomerDesk = {
  learn: async () => {},
  placesOf: async (ids) =>
    ids.map((id) => {
      const unit = id.startsWith('customer_west') ? 'west' : 'east'
      return { createdAt: new Date(0), businessUnitKey: unit, region: unit.toUpperCase() }
    }),
  businessUnitKeyOf: (id) => /^unit_(\w+)$/.exec(id)?.[1],
}

/** Nobody of us writes to these vendors. */
const findOwnRequests = async () => new Map<string, never>()

export interface EventNode extends AsyncDisposable {
  log: EventLog
  url: string
  /** Applies what is due until nothing is. */
  drain(): Promise<void>
  /** Asks the vendors what has changed, as a poll or a sweep does; answers how much was news. */
  look(cause: EventCause): Promise<number>
}

/** Opens the log over a store, with its webhook endpoint. Nothing is applied until `log.start()`. */
export async function startEventNode(
  store: Store,
  sources: readonly ChangeSource[],
  given: Partial<Pick<EventLogOptions, 'intervals' | 'endpoints'>> = {},
): Promise<EventNode> {
  const log = await openEventLog({
    store,
    sources,
    intervals: { pollMs: 3_600_000, sweepMs: 3_600_000 },
    ...given,
    crosswalk,
    customers,
    findOwnRequests,
    connections: new Map(),
    clock: systemClock,
    logger: silentLogger,
  })
  const server = createServer((incoming, response) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://localhost')
    const exchange = { incoming, response, correlationId: 'test', logger: silentLogger }
    const connectionId = connectionOfPath(pathname) ?? ''
    receiveWebhook(connectionId, exchange, {
      inbox: log.inbox,
      query: searchParams,
      clock: systemClock,
    }).catch((error: unknown) => refuse(exchange, error))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    log,
    async drain() {
      await using session = await openWorkerSession(store)
      const surroundings = { store, crosswalk, customers, findOwnRequests, logger: silentLogger }
      const options = { ...surroundings, worker: session.worker }
      for (const source of sources) {
        const since = await followedSince(store, source.connectionId)
        const applier = createApplier(options, { source, followedSince: since })
        while ((await applier.applyOnce(new AbortController().signal)) > 0);
      }
    },
    async look(cause) {
      let found = 0
      for (const { connectionId, poll } of sources) {
        if (!poll) continue
        const options = { store, connectionId, poll, cause, from: new Date(0), overlapMs: 60_000 }
        const call = { correlationId: 'look', signal: new AbortController().signal }
        found += await lookForChanges(options, call)
      }
      return found
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await log.close()
    },
  }
}

async function openWorkerSession(store: Store) {
  const session = await openSession({ store, logger: silentLogger }, () => {})
  return { worker: session.worker, [Symbol.asyncDispose]: () => session.close() }
}
