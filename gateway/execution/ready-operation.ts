import type { Restriction } from './authorisation/authorisation.ts'
import type { PreparedOperation } from './prepare.ts'

/** An operation that has been parsed and validated. */
export type ReadyOperation = Exclude<PreparedOperation, { errors: unknown }> & {
  /** What is planned in its place where its caller may not see all of it; the answer tells what was left out. */
  restriction?: Restriction | undefined
}
