import type { Pending } from './backlog.ts'
import { delayAfter, SUSPECTS_OF_OUTAGE } from './schedule.ts'
import type { Attempt, Outcome } from './send.ts'
import type { Left, TurnResult } from './settle.ts'

/** An endpoint that says "too many" and not for how long. */
const UNNAMED_PAUSE_SECONDS = 30

export interface TurnOptions {
  /** Of each entity in the order of the log. */
  pending: readonly Pending[]
  /** Fresh events behind one of their entity that waits: they wait, too. */
  behind: readonly Pending[]
  position: number
  concurrency: number
  failingSince: Date | null
  suspects: number
  attempt(pending: Pending): Promise<Attempt>
  /** Whether no further attempt may begin: this process stops, or another one delivers. */
  isStopped(): boolean
  /** From 0 to 1. */
  random(): number
}

/**
 * Delivers what is pending: entities side by side, the events of one in their order. The first that fails keeps those behind
 * it, and where the endpoint itself seems to be down or wants to be left alone nothing more is begun.
 */
export async function deliverTurn(options: TurnOptions): Promise<TurnResult> {
  const { pending, behind, position, concurrency } = options
  const turn = createTurn(options)
  const queues = [...Map.groupBy(pending, ({ entityKey }) => entityKey).values()]
  const work = async (): Promise<void> => {
    for (let queue = queues.shift(); queue; queue = queues.shift()) await turn.deliver(queue)
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, queues.length) }, work))
  turn.leave(behind)
  return { position, ...turn.result() }
}

/** What is known of the endpoint while the turn goes on. */
function createTurn(options: TurnOptions) {
  const delivered: number[] = []
  const left: Left[] = []
  const wasDown = options.suspects >= SUSPECTS_OF_OUTAGE
  let { suspects } = options
  let failures = 0
  let lastFailure: string | undefined
  let pauseSeconds: number | undefined
  let disabledReason: string | undefined

  const isOver = (): boolean =>
    options.isStopped() ||
    pauseSeconds !== undefined ||
    disabledReason !== undefined ||
    // Where it was down before only probes are tried, and all of them.
    (!wasDown && suspects >= SUSPECTS_OF_OUTAGE)

  const leave = (pending: readonly Pending[]): void => {
    for (const { event, entityKey, attempts } of pending)
      left.push({
        sequence: event.sequence,
        entityKey,
        state: 'WAITING',
        attempts,
        hasFailed: false,
        nextInSeconds: pauseSeconds ?? 0,
        reason: undefined,
      })
  }

  const fail = (pending: Pending, attempt: Attempt): void => {
    failures += 1
    if (!isSuspect(pending)) suspects += 1
    lastFailure = reasonOf(attempt)
    const attempts = pending.attempts + 1
    const delay = delayAfter(attempts, options.random())
    if (attempt.outcome === 'GONE') disabledReason = lastFailure
    if (attempt.outcome === 'THROTTLED' || attempt.retryAfterSeconds !== undefined)
      pauseSeconds = attempt.retryAfterSeconds ?? UNNAMED_PAUSE_SECONDS
    const isTheEndpoint = delay === undefined && !hasDeliveredSince(pending)
    if (isTheEndpoint) disabledReason ??= `nothing was delivered since ${since(pending)}: ${lastFailure}`
    const isDead = delay === undefined && disabledReason === undefined
    left.push({
      sequence: pending.event.sequence,
      entityKey: pending.entityKey,
      state: isDead ? 'DEAD' : 'WAITING',
      attempts,
      hasFailed: true,
      nextInSeconds: Math.max(delay ?? 0, pauseSeconds ?? 0),
      reason: lastFailure,
    })
  }

  const isSuspect = ({ lastFailedAt }: Pending): boolean =>
    lastFailedAt !== undefined && options.failingSince !== null && lastFailedAt >= options.failingSince

  const hasDeliveredSince = ({ firstFailedAt }: Pending): boolean =>
    delivered.length > 0 ||
    options.failingSince === null ||
    (firstFailedAt !== undefined && firstFailedAt < options.failingSince)

  return {
    leave,
    /** Events of one entity. */
    async deliver(queue: readonly Pending[]): Promise<void> {
      for (const [index, pending] of queue.entries()) {
        if (isOver()) return leave(queue.slice(index))
        const attempt = await options.attempt(pending)
        if (attempt.outcome === 'ABANDONED') return leave(queue.slice(index))
        if (attempt.outcome !== 'DELIVERED') {
          fail(pending, attempt)
          return leave(queue.slice(index + 1))
        }
        delivered.push(pending.event.sequence)
        suspects = 0
        failures = 0
      }
    },
    result: () => ({
      delivered,
      left,
      failures,
      lastFailure,
      pauseSeconds,
      disabledReason,
      isBack: delivered.length > 0 && wasDown,
    }),
  }
}

const since = ({ firstFailedAt }: Pending): string => firstFailedAt?.toISOString() ?? 'this attempt'

const REASONS: Partial<Record<Outcome, string>> = {
  GONE: 'it answered that it is gone',
  REDIRECTED: 'it answered with a redirect, which is not followed',
  TIMEOUT: 'it did not answer in time',
  UNREACHABLE: 'it could not be reached',
  FORBIDDEN_ADDRESS: 'its name leads to an address that is not called',
}

function reasonOf({ outcome, status }: Attempt): string {
  const words = REASONS[outcome] ?? 'it did not take it'
  return status === undefined ? words : `${words} (HTTP ${status})`
}
