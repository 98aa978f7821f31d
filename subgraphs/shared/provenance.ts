export type ReadMode = 'LIVE' | 'CACHED' | 'EVENT' | 'REPLAYED' | 'DERIVED'

/** Where a canonical record came from. */
export interface RecordSource {
  connectionId: string
  /** The vendor's own word: `Account`, `customer`, `sn_customerservice_case`. */
  objectType: string
  nativeId: string
  readAt: Date
  readMode: ReadMode
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
  freshness: 'FRESH' | 'UNKNOWN'
  transform: string | null
}

/** One read per canonical field of a record: the raw material of `provenance`, and no call to anybody. */
export function toSourceReads({ source, fieldSources }: CanonicalRecord): SourceRead[] {
  return Object.entries(fieldSources).map(([path, sourceField]) => ({
    path,
    systemId: source.connectionId,
    objectType: source.objectType,
    externalId: source.nativeId,
    sourceField,
    readMode: source.readMode,
    readAt: source.readAt.toISOString(),
    sourceUpdatedAt: source.sourceUpdatedAt?.toISOString() ?? null,
    freshness: 'FRESH',
    transform: null,
  }))
}
