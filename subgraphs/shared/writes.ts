import type { CallContext } from './connections/call-context.ts'
import type { NativeRef } from './crosswalk.ts'

/** What travels with every write to a vendor. */
export interface WriteCall extends CallContext {
  /**
   * Names the write; the same on every attempt, another for every other write. At most 200 characters of `A-Za-z0-9:_-`.
   *
   * The promise of every method that takes a WriteCall: asked again with the same key and the same values, however the
   * first attempt ended (answered, refused for now, timed out after it was applied, its process killed), the vendor ends
   * with one effect, and the answer is the one that the first attempt should have had. Where the vendor keeps keys, the key is
   * sent; where it does not, or not for long enough, the provider looks for what an earlier attempt may have left before it
   * writes, by a field of the record that carries the key or an id of ours.
   *
   * Refusals: a retryable code says that the same write may succeed later (TIMEOUT: it may even have been applied);
   * REJECTED_BY_SYSTEM, STALE_VERSION, PERIOD_CLOSED, CREDIT_HOLD, AMOUNTS_DIFFER, DUPLICATE_RECORD, NOT_FOUND, FORBIDDEN say that it will not, until somebody
   * changes something; `facts.vendorCode` is the vendor's word, `facts.reason` one of UserErrorCode where the provider knows it
   * better than the code says (SUBSIDIARY_MISMATCH), and the vendor's own text is the error's cause.
   */
  idempotencyKey: string
}

/** What a write left behind. */
export interface Written {
  ref: NativeRef
  /** FOUND: an earlier attempt had made it, or it was as asked already. */
  effect: 'CREATED' | 'UPDATED' | 'FOUND'
  /** What people call the record: an order's or invoice's number. */
  number: string | undefined
  /** As `ChangedRecord.version`, or its `writtenAs`, of this state would say, so that the vendor's own event of it is known as ours. */
  version: string | undefined
  /**
   * `version` of the state that it changed, as it was read for the write; undefined where the system numbers no states, or not all
   * of our own changes. What stands between it and what was known is somebody else's.
   */
  replaced?: string
  /** Deep link for a person. */
  url: string | undefined
  /** Other records that the write has made or changed: they are told as ours, too. */
  also?: readonly WrittenState[]
}

/** What is remembered of a write, to know the vendor's own event of it. */
export type WrittenState = Pick<Written, 'ref' | 'version' | 'replaced'>

/** How a document was taken back. Books are never rewritten: what is posted gets a counter-document. */
export interface TakenBack {
  how: 'DELETED' | 'VOIDED' | 'CREDITED' | 'CREDITED_AND_REFUNDED' | 'ALREADY_TAKEN_BACK'
  /** The counter-document, where there is one. */
  counterDocument: Written | undefined
}
