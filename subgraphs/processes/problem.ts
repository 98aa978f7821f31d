import type { Problem } from './process.ts'

/** The codes that a caller knows: `UserErrorCode` of the schema, as far as a preparation says them. */
export type ProblemCode =
  | 'INVALID'
  | 'REQUIRED'
  | 'NOT_FOUND'
  | 'NOT_LINKED'
  | 'CONFLICT'
  | 'STALE_VERSION'
  | 'TAX_INVALID'
  | 'PERIOD_CLOSED'
  | 'SUBSIDIARY_MISMATCH'
  | 'CURRENCY_MISMATCH'

/** A reason to stop, and what would remove it. */
export function problem(
  code: ProblemCode,
  path: string,
  { message, fix }: { message: string; fix: string },
): Problem {
  return { code, message, path: path.split('.'), suggestedFix: fix }
}
