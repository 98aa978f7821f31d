import { type ErrorCode, isWeftError, type WeftError } from './errors.ts'

/** What a mutation's caller can put right, in the schema's words. */
const USER_ERROR_CODES = [
  'INVALID',
  'REQUIRED',
  'NOT_FOUND',
  'NOT_LINKED',
  'CONFLICT',
  'STALE_VERSION',
  'IDEMPOTENCY_KEY_REUSED',
  'IDEMPOTENCY_KEY_IN_PROGRESS',
  'PLAN_STALE',
  'CREDIT_HOLD',
  'TAX_INVALID',
  'PERIOD_CLOSED',
  'SUBSIDIARY_MISMATCH',
  'CURRENCY_MISMATCH',
  'FORBIDDEN',
  'SOURCE_UNAVAILABLE',
  'RATE_LIMITED',
] as const
export type UserErrorCode = (typeof USER_ERROR_CODES)[number]

export const isUserErrorCode = (code: string): code is UserErrorCode =>
  (USER_ERROR_CODES as readonly string[]).includes(code)

/** A `UserError` of the schema. */
export interface UserErrorRecord {
  code: UserErrorCode
  /** For people. */
  message: string
  /** Path in the input; undefined: no field of it is at fault. */
  field: string[] | undefined
  /** The connection that said so. */
  system: { id: string } | undefined
  /** Whether the same may be sent again. */
  retryable: boolean
}

/** `path`: where in the input; none: nowhere in it. */
export function userError(code: UserErrorCode, message: string, ...path: string[]): UserErrorRecord {
  const retryable = code === 'IDEMPOTENCY_KEY_IN_PROGRESS'
  return { code, message, field: path.length > 0 ? path : undefined, system: undefined, retryable }
}

/** What a caller is told of a key that is somebody else's affair just now, or names another write. */
export function keyConflict(code: 'IDEMPOTENCY_KEY_REUSED' | 'IDEMPOTENCY_KEY_IN_PROGRESS'): UserErrorRecord {
  const message =
    code === 'IDEMPOTENCY_KEY_REUSED'
      ? 'the key was used with another input'
      : 'the same write is still under way'
  return userError(code, message, 'idempotencyKey')
}

/** Systems' refusals that somebody can put right; the others are faults, and told as such. */
const OF_REFUSALS: Partial<Record<ErrorCode, UserErrorCode>> = {
  NOT_FOUND: 'NOT_FOUND',
  NOT_LINKED: 'NOT_LINKED',
  REJECTED_BY_SYSTEM: 'CONFLICT',
  DUPLICATE_RECORD: 'CONFLICT',
  STALE_VERSION: 'STALE_VERSION',
  PERIOD_CLOSED: 'PERIOD_CLOSED',
}

/** A system's business refusal as its caller is told of it; undefined for any other failure. */
export function toUserError(error: unknown, ...path: string[]): UserErrorRecord | undefined {
  const code = isWeftError(error) ? OF_REFUSALS[error.code] : undefined
  return isWeftError(error) && code !== undefined ? ofSystem(error, code, path) : undefined
}

/** The same, in the words of a given code. */
export function ofSystem(
  error: WeftError,
  code: UserErrorCode,
  path: readonly string[] = [],
): UserErrorRecord {
  const { system } = error.facts
  return {
    ...userError(code, error.message, ...path),
    system: system === undefined ? undefined : { id: system },
    retryable: error.retryable,
  }
}
