import { type SourceRead, toSourceReads } from '#shared/provenance.ts'
import type { Memo } from './loaders/memo.ts'
import type { CanonicalRecord } from './provider.ts'

/** One read per canonical field of a record. */
export function readsOf({ source, fieldSources }: CanonicalRecord): SourceRead[] {
  return toSourceReads(source, fieldSources)
}

/**
 * The reads of what this operation has loaded under a key, once it is there; never starts a load. An error is nobody's
 * read: the field that asked for the record reports it.
 */
export async function readsOfLoaded<Key, Value>(
  memo: Memo<Key, Value | undefined>,
  key: Key,
  recordsOf: (value: Value) => readonly CanonicalRecord[],
): Promise<SourceRead[]> {
  await siblingsBegun()
  const value = await memo.peek(key)?.catch(() => undefined)
  return value === undefined ? [] : recordsOf(value).flatMap(readsOf)
}

/** Resolvers of one object begin in the same turn of the event loop: a turn later, all have asked for what they need. */
function siblingsBegun(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
