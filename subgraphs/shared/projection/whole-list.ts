import type { CallContext } from '../connections/call-context.ts'
import type { Listed } from '../listed.ts'

/** A record of a list, and in whose list it stands. */
export interface OwnedRecord<Item> {
  item: Listed<Item>
  /** Native id of the customer; undefined where the record names none, or that cannot be read. */
  ownerId: string | undefined
}

/** One page of a whole list. */
export interface WholePage<Item> {
  records: OwnedRecord<Item>[]
  /** The cursor of the next page; undefined after the last. */
  next: string | undefined
}

/**
 * A list that a vendor can tell whole, in the order of its pages: newest first. A vendor that has one, beside a list of its
 * changes, gets it kept as a projection.
 */
export interface WholeList<Item> {
  /** What `ChangeSource.poll` calls its records. */
  readonly objectType: string
  /** INVALID_CURSOR, NOT_FOUND or REJECTED_BY_SYSTEM for a cursor that the vendor has forgotten. */
  readPage(cursor: string | undefined, call: CallContext): Promise<WholePage<Item>>
}
