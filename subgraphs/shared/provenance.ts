export type ReadMode = 'LIVE' | 'CACHED' | 'EVENT' | 'REPLAYED' | 'DERIVED'

/** Where a canonical record came from. */
export interface RecordSource {
  connectionId: string
  /** The vendor's own word: `Account`, `customer`, `sn_customerservice_case`. */
  objectType: string
  nativeId: string
  readAt: Date
  /** EVENT: kept since then, while whatever is told of changes was looked for. */
  readMode: ReadMode
  /** Until when it is known to be what the system says, where that is later than when it was read. */
  currentAt?: Date
  /** When the vendor says that the record last changed; undefined where it does not say. */
  sourceUpdatedAt: Date | undefined
}

/**
 * Canonical path → the vendor's own field: `{ legalName: 'Account.Name' }`. Kept beside the mapping that makes it true.
 */
export type FieldSources = Readonly<Record<string, string>>

/** What every record that a provider answers says of itself. */
export interface CanonicalRecord {
  source: RecordSource
  fieldSources: FieldSources
}

/** The schema's `SourceRead`: one field read from a vendor in this request. */
export interface SourceRead {
  path: string
  systemId: string
  objectType: string
  externalId: string
  sourceField: string
  readMode: ReadMode
  readAt: string
  sourceUpdatedAt: string | null
  freshness: 'FRESH' | 'STALE_WITHIN_POLICY'
  transform: string | null
}

/** What decides how a record reads in one operation. */
export interface ReadingTime {
  receivedAt: Date
  /** What was read earlier is older than the operation asked for: a system failed. Milliseconds of the clock. */
  usableSince: number
}

/**
 * One read per canonical field of a record: the raw material of `provenance`, and no call to anybody. What was read before
 * the operation came was not read for it.
 */
export function toSourceReads(
  { source, fieldSources }: CanonicalRecord,
  { receivedAt, usableSince }: ReadingTime,
): SourceRead[] {
  const { connectionId, objectType, nativeId, readAt, currentAt, sourceUpdatedAt } = source
  const knownUntil = Math.max(readAt.getTime(), currentAt?.getTime() ?? 0)
  const isEarlier = readAt < receivedAt && source.readMode === 'LIVE'
  const common = {
    systemId: connectionId,
    objectType,
    externalId: nativeId,
    readMode: isEarlier ? 'CACHED' : source.readMode,
    readAt: readAt.toISOString(),
    sourceUpdatedAt: sourceUpdatedAt?.toISOString() ?? null,
    freshness: knownUntil < usableSince ? 'STALE_WITHIN_POLICY' : 'FRESH',
    transform: null,
  } as const
  return Object.entries(fieldSources).map(([path, sourceField]) => ({ path, sourceField, ...common }))
}
