import {
  BrokenCircuitError,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  DelegateBackoff,
  ExponentialBackoff,
  fullJitterGenerator,
  handleWhen,
  handleWhenResult,
  isTaskCancelledError,
  retry,
  TimeoutStrategy,
  timeout,
} from 'cockatiel'
import type { CallContext } from '../connections/call-context.ts'
import type { Circuit } from '../connections/system-health.ts'
import { type ErrorCode, isWeftError, WeftError } from '../errors.ts'
import type { Budget } from './budget.ts'
import type { CallKind } from './budget-ledger.ts'

/** More tries that a read may have after a lost connection or a 5xx. */
const REPEATS = 2
const REPEAT_DELAY = { generator: fullJitterGenerator, initialDelay: 100, maxDelay: 1_000 }
/** The circuit opens when more than half of the last twenty calls, and ten of them at least, found the system out of order. */
const OPENS_AFTER = { threshold: 0.5, size: 20, minimumNumberOfCalls: 10 }
const FIRST_OPEN_MS = 1_000
const LONGEST_OPEN_MS = 30_000
/** What says that a system is out of order, where it does not come with a refusal of the request itself. */
const OUTAGES: ReadonlySet<ErrorCode> = new Set(['SYSTEM_UNAVAILABLE', 'TIMEOUT', 'INVALID_RESPONSE'])

type Attempt<Answer> = (call: CallContext) => Promise<Answer>
/** `isLast`: whether a failure is final, or repeated where that is worth it. */
interface Try {
  caller: AbortSignal
  isLast: boolean
}
const PROBE: Try = { caller: new AbortController().signal, isLast: true }
type Outcome<Answer> = { answer: Answer } | { error: unknown; isOutage: boolean }

/** How one connection is called: within its deadline and its budget, again where that is safe, not at all while it is down. */
export interface Resilience {
  /**
   * One call. Throws what `attempt` throws, or TIMEOUT, RATE_LIMITED, CIRCUIT_OPEN. `attempt` must read the answer to its
   * end: an answer that cannot be read counts against the system. Writes are never repeated here.
   */
  run<Answer>(kind: CallKind, call: CallContext, attempt: Attempt<Answer>): Promise<Answer>
  circuit(): Circuit
}

export function createResilience({
  system,
  timeoutMs,
  budget,
}: {
  system: string
  /** Deadline of one call over all its tries and waits. */
  timeoutMs: number
  budget: Budget
}): Resilience {
  const breaker = createBreaker(system, timeoutMs)
  // Aggressive: whoever waits in a queue is answered at the deadline, not when its turn comes.
  const deadline = timeout(timeoutMs, { strategy: TimeoutStrategy.Aggressive, abortOnReturn: false })
  const repeat = retry(
    handleWhen((error) => isWorthRepeating(error) && breaker.circuit() === 'CLOSED'),
    { maxAttempts: REPEATS, backoff: new ExponentialBackoff(REPEAT_DELAY) },
  )

  return {
    async run(kind, call, attempt) {
      if (call.signal.aborted) throw ended(system, call.signal.reason)
      let isSent = false
      const once = (signal: AbortSignal, isLast: boolean) => {
        breaker.assertClosed()
        return budget.spend(kind, signal, () =>
          breaker.run({ ...call, signal }, { caller: call.signal, isLast }, (within) => {
            isSent = true
            return attempt(within)
          }),
        )
      }
      try {
        return await deadline.execute(
          ({ signal }) =>
            kind === 'read'
              ? repeat.execute((tries) => once(signal, tries.attempt === REPEATS), signal)
              : once(signal, true),
          call.signal,
        )
      } catch (error) {
        if (isWeftError(error) || !isCancellation(error)) throw error
        if (call.signal.aborted) throw ended(system, error)
        throw isSent ? tooLate(system, error) : noPlace(system, error)
      }
    },
    circuit: () => breaker.circuit(),
  }
}

function createBreaker(system: string, timeoutMs: number) {
  let reopensAt = 0
  const breaker = circuitBreaker(
    handleWhenResult((outcome) => (outcome as Outcome<unknown> & { isOutage?: boolean }).isOutage === true),
    {
      breaker: new CountBreaker(OPENS_AFTER),
      halfOpenAfter: new DelegateBackoff(({ attempt }: { attempt: number }) => {
        const openMs = Math.min(LONGEST_OPEN_MS, FIRST_OPEN_MS * 2 ** (attempt - 1))
        reopensAt = Date.now() + openMs
        return openMs
      }),
    },
  )
  /** One failure that many calls share, such as a token that none of them got, is one failure. */
  const counted = new WeakSet<object>()

  /** Throws what is no evidence of how the system is: the circuit counts it as neither. */
  const settle = async <Answer>(
    call: CallContext,
    { caller, isLast }: Try,
    attempt: Attempt<Answer>,
  ): Promise<Outcome<Answer>> => {
    const startedAt = performance.now()
    try {
      return { answer: await attempt(call) }
    } catch (error) {
      if (!saysOutage(error)) return { error, isOutage: false }
      const isRepeated = !isLast && isWorthRepeating(error)
      const wasCutShort = call.signal.aborted && performance.now() - startedAt < timeoutMs / 2
      if (isRepeated || wasCutShort || isGone(caller) || counted.has(error)) throw error
      counted.add(error)
      return { error, isOutage: true }
    }
  }

  const circuit = (): Circuit => {
    if (breaker.state === CircuitState.Closed) return 'CLOSED'
    return breaker.state === CircuitState.Open && Date.now() < reopensAt ? 'OPEN' : 'HALF_OPEN'
  }
  const refuse = (cause?: unknown): WeftError =>
    new WeftError(
      'CIRCUIT_OPEN',
      'the system failed repeatedly and is left alone for a moment',
      { system, retryAfterSeconds: Math.max(1, Math.ceil((reopensAt - Date.now()) / 1_000)) },
      cause,
    )
  const assertClosed = (): void => {
    // While one call finds out how the system is, the others do not wait for it.
    if (breaker.state === CircuitState.HalfOpen || circuit() === 'OPEN') throw refuse()
  }

  return {
    circuit,
    assertClosed,
    async run<Answer>(call: CallContext, context: Try, attempt: Attempt<Answer>): Promise<Answer> {
      assertClosed()
      const settled = breaker.execute(() =>
        // Whoever gives up waiting for the call that finds out must not end it: nothing would be found out.
        breaker.state === CircuitState.Closed
          ? settle(call, context, attempt)
          : settle({ ...call, signal: AbortSignal.timeout(timeoutMs) }, PROBE, attempt),
      )
      const outcome = await settled.catch((error: unknown) => {
        throw error instanceof BrokenCircuitError ? refuse(error) : error
      })
      if ('error' in outcome) throw outcome.error
      return outcome.answer
    },
  }
}

/** An outage is no refusal of one request: what comes with a 4xx was said by a system that works. */
function saysOutage(error: unknown): error is WeftError {
  if (!isWeftError(error) || !OUTAGES.has(error.code)) return false
  const { status } = error.facts
  return !(typeof status === 'number' && status >= 400 && status < 500)
}

/** A system that says when to come back is not asked before. */
const isWorthRepeating = (error: unknown): boolean =>
  isWeftError(error, 'SYSTEM_UNAVAILABLE') && error.facts.retryAfterSeconds === undefined

/** True when nobody waits any more, by choice; the end of the operation's own time is no choice. */
const isGone = ({ aborted, reason }: AbortSignal): boolean =>
  aborted && !(reason instanceof Error && reason.name === 'TimeoutError')

const isCancellation = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'AbortError' || error.name === 'TimeoutError' || isTaskCancelledError(error))

const ended = (system: string, cause: unknown): WeftError =>
  new WeftError('TIMEOUT', 'the operation ended before the system answered', { system }, cause)

const tooLate = (system: string, cause: unknown): WeftError =>
  new WeftError('TIMEOUT', 'the system did not answer in time', { system }, cause)

const noPlace = (system: string, cause: unknown): WeftError =>
  new WeftError(
    'RATE_LIMITED',
    'no place among the calls to the system came free in time',
    { system, retryAfterSeconds: 1 },
    cause,
  )
