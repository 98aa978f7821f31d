import type { NameResolver } from '#shared/http/guarded-lookup.ts'
import type { Store } from '#shared/store/store.ts'
import { createDurations, type Durations } from '#shared/telemetry/durations.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { createSeries, type Series } from '#shared/telemetry/metric.ts'
import type { Follower } from '../log/follower.ts'
import type { Session } from '../log/session.ts'
import { createWakeUps } from '../wake-ups.ts'
import type { Endpoint } from './endpoint.ts'
import { type FollowEndpointOptions, followEndpoint } from './follow-endpoint.ts'
import { registerEndpoints } from './operate.ts'

export interface DeliveriesOptions {
  store: Store
  endpoints: readonly Endpoint[]
  session(): Promise<Session>
  follower(): Promise<Follower>
  logger: Logger
  /** From 0 to 1. */
  random?: () => number
  resolve?: NameResolver | undefined
}

/** What partners are told of the log, by this node and the others. */
export interface Deliveries {
  readonly endpoints: readonly Endpoint[]
  /** Attempts of this process, by `endpoint` and `outcome`. */
  readonly attempts: Series<Durations>
  /** Begins to deliver; an endpoint that is new hears of what happens from now on. */
  start(): void
  /** Begins nothing more, lets what is under way end within five seconds, and leaves the endpoints to other nodes. */
  close(): Promise<void>
}

const GRACE_MS = 5_000

/** Nothing is opened, asked or kept where there are no endpoints. */
export function createDeliveries(options: DeliveriesOptions): Deliveries {
  const { store, endpoints, logger } = options
  const attempts = createSeries(['endpoint', 'outcome'], createDurations)
  const wakeUps = createWakeUps()
  const [stopping, hurry] = [new AbortController(), new AbortController()]
  let running: Promise<void> | undefined

  const run = async (): Promise<void> => {
    await registerEndpoints(
      store,
      endpoints.map(({ id }) => id),
    )
    const [{ worker }, follower] = await Promise.all([options.session(), options.follower()])
    const stopListening = follower.listen(() => {
      for (const { id } of endpoints) wakeUps.wake(id)
    })
    const each: FollowEndpointOptions = {
      ...{ store, follower, worker, wakeUps, attempts, logger },
      random: options.random ?? Math.random,
      resolve: options.resolve,
      signals: { stopping: stopping.signal, hurry: hurry.signal },
    }
    await Promise.all(
      endpoints.filter(({ enabled }) => enabled).map((endpoint) => followEndpoint(endpoint, each)),
    )
    stopListening()
  }

  return {
    endpoints,
    attempts,
    start() {
      if (endpoints.length === 0) return
      running ??= run().catch((error: unknown) => {
        if (!stopping.signal.aborted) logger.error({ err: error }, 'webhooks are not delivered')
      })
    },
    async close() {
      stopping.abort()
      wakeUps.wakeAll()
      const timer = setTimeout(() => hurry.abort(), GRACE_MS)
      await running
      clearTimeout(timer)
    },
  }
}
