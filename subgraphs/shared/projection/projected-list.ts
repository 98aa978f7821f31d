import type { Answer } from '../answer.ts'
import type { CallContext } from '../connections/call-context.ts'
import type { Connection } from '../connections/connection.ts'
import type { SystemHealth } from '../connections/system-health.ts'
import type { PollSource } from '../events/changes.ts'
import type { CanonicalRecord } from '../provenance.ts'
import type { WholeList } from './whole-list.ts'

/** What can be kept: a list is newest first. */
export type ProjectedRecord = CanonicalRecord & { createdAt: Date }

/** By what a record is found, beside its id. */
export interface Traits {
  /** Native id of the customer in whose list it stands. */
  ownerId: string | undefined
  status: string
  /** `YYYY-MM-DD`, on which something is due that is still owed. */
  dueOn: string | undefined
}

/** A list that is kept, as its domain declares it. */
export interface ProjectedList<Item extends ProjectedRecord = ProjectedRecord> {
  connection: Connection
  /** The domain's word for it: `invoices`. */
  name: string
  whole: WholeList<Item>
  /** Where its changes are listed; that is what makes it complete. */
  changes: PollSource
  readRecords(nativeIds: readonly string[], call: CallContext): Promise<Answer<Item>[]>
  traitsOf(record: Item): Traits
  health(): SystemHealth
}
