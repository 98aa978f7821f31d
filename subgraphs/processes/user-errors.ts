import type { WeftError } from '#shared/errors.ts'
import {
  isUserErrorCode,
  ofSystem,
  toUserError,
  type UserErrorCode,
  type UserErrorRecord,
  userError,
} from '#shared/user-errors.ts'
import type { Problem } from './process.ts'

/** A refusal that a caller can put right: ends a transaction, and is answered as userErrors. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly userErrors: readonly UserErrorRecord[]

  constructor(userErrors: readonly UserErrorRecord[]) {
    super(userErrors.map(({ message }) => message).join('; '))
    this.userErrors = userErrors
  }
}

export const refusal = (code: UserErrorCode, message: string, path: readonly string[] = []): Refused =>
  new Refused([userError(code, message, ...path)])

/** A process says its problems in the callers' codes; where it does not, the input is what is wrong. */
export const errorOfProblem = ({ code, message, path }: Problem): UserErrorRecord =>
  userError(isUserErrorCode(code) ? code : 'INVALID', message, ...path)

/** What a system's refusal is to who asked for a plan; a fault of ours is thrown on. */
export function errorOfSystem(error: WeftError): UserErrorRecord {
  if (error.code === 'INTERNAL') throw error
  if (isUserErrorCode(error.code)) return ofSystem(error, error.code)
  return toUserError(error) ?? ofSystem(error, error.retryable ? 'SOURCE_UNAVAILABLE' : 'INVALID')
}
