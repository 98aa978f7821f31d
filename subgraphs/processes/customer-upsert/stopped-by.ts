import type { Prepared, Problem } from '../process.ts'
import type { UpsertFacts } from './facts.ts'

/** A preparation that ends with these problems. */
export function stoppedBy(problems: readonly Problem[]): Prepared<UpsertFacts> {
  const nobody = { subject: undefined, amount: undefined, customerId: undefined, businessUnitKey: undefined }
  return { facts: undefined, problems, approval: undefined, warnings: [], pinned: null, ...nobody }
}
