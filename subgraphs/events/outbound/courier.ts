import type { BusinessEvent, EventType } from '#shared/events/event.ts'
import { isWeftError } from '#shared/errors.ts'
import type { Store } from '#shared/store/store.ts'
import type { Durations } from '#shared/telemetry/durations.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Series } from '#shared/telemetry/metric.ts'
import type { Follower } from '../log/follower.ts'
import { buryRemoved, type Pending } from './backlog.ts'
import { deliverTurn } from './deliver-turn.ts'
import type { Endpoint } from './endpoint.ts'
import { holdLease, readStanding, type Standing, takeLease } from './lease.ts'
import { type NextEvents, readNext } from './next-events.ts'
import { toPayload } from './payload.ts'
import type { Attempt, Sender } from './send.ts'
import { settleTurn, type TurnResult } from './settle.ts'
import { createSigner, type Signing } from './signing.ts'

export interface CourierOptions {
  store: Store
  follower: Pick<Follower, 'eventsAfter'>
  /** What leases are taken under. */
  worker: number
  sender: Sender
  attempts: Series<Durations>
  /** From 0 to 1. */
  random(): number
  signals: StopSignals
  logger: Logger
}

/** Ends at `stopping` what has not begun, and at `hurry` what has. */
export interface StopSignals {
  stopping: AbortSignal
  hurry: AbortSignal
}

/** Delivers to one endpoint. */
export interface Courier {
  /** Delivers what is due, if that is this process's to do; answers how much there was to do. */
  takeTurn(): Promise<number>
}

/** What it has in mind between turns could as well be lost: the store knows everything that matters. */
export function createCourier(endpoint: Endpoint, options: CourierOptions): Courier {
  const { store, follower, worker, logger, signals } = options
  const { id } = endpoint
  const failed = (error: unknown): void => logFailure(logger, id, error)
  const sign = createSigner(endpoint, { store, failed })
  const attempt = createAttempt(id, options)
  /** How far the log was read without finding anything to deliver; written down when the lease is taken again. */
  let readTo = 0

  const settle = async (result: TurnResult): Promise<void> => {
    await settleTurn(store, { endpointId: id, worker }, result)
    const { disabledReason: reason } = result
    if (reason !== undefined) logger.error({ endpoint: id, reason }, 'a webhook endpoint was disabled')
  }

  const deliver = async (standing: Standing, next: NextEvents): Promise<void> => {
    const signing = await sign(standing)
    await using lease = holdLease(store, { endpointId: id, worker, failed })
    const result = await deliverTurn({
      ...next,
      ...standing,
      position: next.position,
      concurrency: endpoint.concurrency,
      attempt: (pending) => attempt(pending, signing()),
      isStopped: () => signals.stopping.aborted || lease.isLost(),
      random: options.random,
    })
    await settle(result)
  }

  return {
    async takeTurn() {
      const standing = await readStanding(store, id, worker)
      if (!standing?.isOpen || !(standing.isOurs || standing.isFree)) return 0
      // What was read before it was ours may have changed until then: the next turn reads it again.
      if (!standing.isOurs) return (await takeLease(store, id, { worker, position: readTo })) ? 1 : 0
      const start = Math.max(standing.position, readTo)
      const next = await readNext(endpoint, { store, follower, standing }, start)
      const { pending, behind, position, removedThrough } = next
      if (removedThrough !== undefined) {
        await settle(disabledFor(`events ${start + 1} to ${removedThrough} are no longer in the log`, start))
        return 0
      }
      if (standing.isDue && pending.length === 0 && (await buryRemoved(store, id)) > 0)
        logger.error({ endpoint: id }, 'events that waited for a webhook endpoint are no longer in the log')
      if (pending.length + behind.length > 0) await deliver(standing, next)
      readTo = position
      return pending.length + position - start
    },
  }
}

/** One attempt, measured and logged. */
function createAttempt(
  endpoint: string,
  { sender, signals, attempts: measures, logger }: CourierOptions,
): (pending: Pending, signing: Signing) => Promise<Attempt> {
  return async ({ event, attempts }, signing) => {
    const started = performance.now()
    const { eventId, sequence, correlationId } = event
    const body = JSON.stringify(toPayload(event as BusinessEvent & { type: EventType }))
    const attempt = await sender.send({ id: eventId, body, correlationId }, signing, signals.hurry)
    const ms = performance.now() - started
    const { outcome, status } = attempt
    measures.of(endpoint, outcome).add(ms)
    const line = { endpoint, eventId, sequence, correlationId, attempt: attempts + 1 }
    const level = outcome === 'DELIVERED' ? 'debug' : 'warn'
    logger[level]({ ...line, outcome, status, ms: Math.round(ms) }, 'webhook delivery')
    return attempt
  }
}

const disabledFor = (disabledReason: string, position: number): TurnResult => ({
  position,
  disabledReason,
  delivered: [],
  left: [],
  failures: 0,
  lastFailure: undefined,
  isBack: false,
  pauseSeconds: undefined,
})

export function logFailure(logger: Logger, endpoint: string, error: unknown): void {
  const facts = isWeftError(error) ? { code: error.code, reason: error.message } : { err: error }
  logger.warn({ endpoint, ...facts }, 'webhooks could not be delivered')
}
