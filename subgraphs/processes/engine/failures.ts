import { type ErrorCode, isWeftError, WeftError } from '#shared/errors.ts'
import type { ProcessPolicy } from '../policy.ts'
import type { KeptError, StepRow } from './run-rows.ts'

const MOST_CHARACTERS = 500

/** Why an attempt failed; what is not of the catalogue is a fault of ours, unless its time was over. */
export function toWeftError(error: unknown, signal: AbortSignal): WeftError {
  if (isWeftError(error)) return error
  if (signal.aborted) return new WeftError('TIMEOUT', 'the step took longer than it may', {}, error)
  return new WeftError('INTERNAL', 'a fault of ours', {}, error)
}

export function toKeptError(error: WeftError): KeptError {
  const { code, message, retryable, facts, cause } = error
  const words = code === 'INTERNAL' ? undefined : wordsOf(cause)
  return {
    code,
    message,
    retryable,
    facts,
    ...(words ? { sourceMessage: words.slice(0, MOST_CHARACTERS) } : {}),
  }
}

/** A vendor's own text is the cause of its refusal: as an error, or by itself. */
function wordsOf(cause: unknown): string | undefined {
  if (typeof cause === 'string') return cause
  return cause instanceof Error ? cause.message : undefined
}

/** Refusals before anything was sent. Every other failure that may pass may have taken effect. */
const NOT_SENT: readonly ErrorCode[] = ['RATE_LIMITED', 'CIRCUIT_OPEN', 'STORE_UNAVAILABLE']

/** Whether the write may have taken effect although it failed. */
export function mayHaveTakenEffect({ code, retryable }: WeftError): boolean {
  return code === 'INTERNAL' || (retryable && !NOT_SENT.includes(code))
}

/** How long to wait before the next attempt, by full jitter and by what the system said; undefined: a person has to look. */
export function delayBeforeRetry(
  { failures, failingSince }: Pick<StepRow, 'failures' | 'failingSince'>,
  error: WeftError,
  { policy, now }: { policy: ProcessPolicy; now: Date },
): number | undefined {
  const failed = failures + 1
  const failingMs = failingSince === null ? 0 : now.getTime() - failingSince.getTime()
  if (failed >= policy.attempts || failingMs >= policy.patienceMs) return undefined
  const ceiling = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** (failed - 1))
  return Math.max(Math.random() * ceiling, (error.facts.retryAfterSeconds ?? 0) * 1_000)
}
