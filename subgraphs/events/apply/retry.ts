import { type ErrorCode, isWeftError } from '#shared/errors.ts'
import type { ClaimedItem, Settlement } from '../inbox/claim.ts'

/** The system, not the record: it is waited for, as long as it takes. */
const OUTAGES: ReadonlySet<ErrorCode> = new Set([
  'TIMEOUT',
  'RATE_LIMITED',
  'CIRCUIT_OPEN',
  'SYSTEM_UNAVAILABLE',
  'AUTH_FAILED',
  'STORE_UNAVAILABLE',
])

const MOST_ATTEMPTS = 6
const FIRST_PAUSE_SECONDS = 1
const LONGEST_PAUSE_SECONDS = 60

/**
 * What becomes of an item that failed. A system that does not answer is asked again, ever more slowly, without an end: the
 * record is not at fault. A record that cannot be read or applied is tried six times, apart from others, and is then a dead
 * letter.
 */
export function settleFailed({ id, attempts }: ClaimedItem, error: unknown): Settlement {
  const code = isWeftError(error) ? error.code : 'INTERNAL'
  const reason = isWeftError(error) ? `${error.code}: ${error.message}` : 'INTERNAL: it could not be applied'
  const isOutage = OUTAGES.has(code)
  if (!isOutage && attempts >= MOST_ATTEMPTS) return { id, state: 'DEAD', reason }
  const asked = isWeftError(error) ? (error.facts.retryAfterSeconds ?? 0) : 0
  const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** Math.min(attempts - 1, 10), LONGEST_PAUSE_SECONDS)
  return { id, state: 'PENDING', reason, alone: !isOutage, retryInSeconds: Math.max(asked, pause) }
}
