import type { WeftError } from '#shared/errors.ts'
import type { Problem } from './process.ts'

export type UserErrorCode =
  | 'INVALID'
  | 'REQUIRED'
  | 'NOT_FOUND'
  | 'NOT_LINKED'
  | 'CONFLICT'
  | 'STALE_VERSION'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'IDEMPOTENCY_KEY_IN_PROGRESS'
  | 'PLAN_STALE'
  | 'CREDIT_HOLD'
  | 'TAX_INVALID'
  | 'PERIOD_CLOSED'
  | 'SUBSIDIARY_MISMATCH'
  | 'CURRENCY_MISMATCH'
  | 'FORBIDDEN'
  | 'SOURCE_UNAVAILABLE'
  | 'RATE_LIMITED'

/** What a caller can put right. */
export interface UserError {
  code: UserErrorCode
  message: string
  /** Path in the input. */
  field: readonly string[] | undefined
  /** The connection that it is about, where it is about one. */
  connectionId: string | undefined
  retryable: boolean
}

/** A refusal that a caller can put right: ends a transaction, and is answered as userErrors. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly userErrors: readonly UserError[]

  constructor(userErrors: readonly UserError[]) {
    super(userErrors.map(({ message }) => message).join('; '))
    this.userErrors = userErrors
  }
}

export const refusal = (code: UserErrorCode, message: string, field?: readonly string[]): Refused =>
  new Refused([userError(code, message, field)])

export function userError(code: UserErrorCode, message: string, field?: readonly string[]): UserError {
  return { code, message, field, connectionId: undefined, retryable: false }
}

/** A process says its problems in the callers' codes; where it does not, the input is what is wrong. */
export function toUserError({ code, message, path }: Problem): UserError {
  return userError(isUserErrorCode(code) ? code : 'INVALID', message, path.length > 0 ? path : undefined)
}

/** What a system's refusal is to a caller; a fault of ours is thrown on. */
export function userErrorOf(error: WeftError): UserError {
  if (error.code === 'INTERNAL') throw error
  const code = isUserErrorCode(error.code) ? error.code : error.retryable ? 'SOURCE_UNAVAILABLE' : 'INVALID'
  return {
    ...userError(code, error.message),
    connectionId: error.facts.system,
    retryable: error.retryable,
  }
}

const CODES: Readonly<Record<UserErrorCode, true>> = {
  INVALID: true,
  REQUIRED: true,
  NOT_FOUND: true,
  NOT_LINKED: true,
  CONFLICT: true,
  STALE_VERSION: true,
  IDEMPOTENCY_KEY_REUSED: true,
  IDEMPOTENCY_KEY_IN_PROGRESS: true,
  PLAN_STALE: true,
  CREDIT_HOLD: true,
  TAX_INVALID: true,
  PERIOD_CLOSED: true,
  SUBSIDIARY_MISMATCH: true,
  CURRENCY_MISMATCH: true,
  FORBIDDEN: true,
  SOURCE_UNAVAILABLE: true,
  RATE_LIMITED: true,
}
const isUserErrorCode = (code: string): code is UserErrorCode => Object.hasOwn(CODES, code)
