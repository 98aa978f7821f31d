import { WeftError } from './errors.ts'
import type { NativeRef } from './crosswalk.ts'

/**
 * A record of a list that its system tells in a form nobody can read. It keeps its place, so that the others keep
 * theirs, and fails there.
 */
export interface UnreadableRecord {
  source: NativeRef
  /** Where it stands among the others, as far as that can be read. */
  createdAt: Date
  /** Names the record: `system`, `objectType`, `externalId`. */
  failure: WeftError
}

/** What stands in a list: a record, or why it cannot be read. */
export type Listed<Item> = Item | UnreadableRecord

export function toUnreadable(source: NativeRef, createdAt: Date, failure: WeftError): UnreadableRecord {
  return { source, createdAt, failure: naming(source, failure) }
}

/** The same refusal, with the name of the record that it is about. */
export function naming({ connectionId, objectType, nativeId }: NativeRef, error: WeftError): WeftError {
  const facts = { ...error.facts, system: connectionId, objectType, externalId: nativeId }
  return new WeftError(error.code, error.message, facts, error.cause)
}

export function isUnreadable(item: object): item is UnreadableRecord {
  return 'failure' in item
}

/** The records where something is decided by all of them: throws the failure of one that cannot be read. */
export function allRecords<Item extends object>(items: readonly Listed<Item>[]): Item[] {
  return items.map((item) => {
    if (isUnreadable(item)) throw item.failure
    return item
  })
}

/** A failed item as GraphQL takes it: an Error in the place of a value reads as null, with the error at that place. */
export function asNode({ failure }: UnreadableRecord): null {
  return failure as unknown as null
}
