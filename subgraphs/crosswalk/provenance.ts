import type { SystemDomain } from '#shared/connections/connection.ts'
import type { EntityType } from '#shared/global-id.ts'
import type { SourceRead } from '#shared/provenance.ts'
import type { Context } from './context.ts'
import type { FieldProvenanceMapper, Reads } from './mappers.ts'

/** What the provenance of one object is made of. */
export interface ProvenanceQuestion {
  /** Name of the schema type, for the system of record. */
  typeName: string
  /** What the records are linked as; undefined where they are of several kinds. */
  linkedAs: EntityType | undefined
  businessUnitKey?: string | undefined
  paths?: readonly string[] | null | undefined
}

/**
 * Combines the reads of every domain: one entry per field and record, in the order CRM, billing, support, ERP. Null
 * when no domain could say anything. No system is asked.
 */
export function combineReads(
  { systemOfRecord, connections }: Context,
  parent: Reads,
  { typeName, linkedAs, businessUnitKey, paths }: ProvenanceQuestion,
): FieldProvenanceMapper[] | null {
  const given = [parent.crmReads, parent.billingReads, parent.supportReads, parent.erpReads]
  if (given.every((reads) => reads == null)) return null
  const reads = distinct(given.flatMap((some) => some ?? []))
  const domainOf = ({ systemId }: SourceRead): SystemDomain | undefined => connections.get(systemId)?.domain
  const readersOf = new Map(
    [...Map.groupBy(reads, ({ path }) => fieldOf(path))].map(([field, some]) => [
      field,
      new Set(some.map(domainOf)),
    ]),
  )
  const isSystemOfRecord = (read: SourceRead): boolean => {
    const order = systemOfRecord.orderOf(typeName, fieldOf(read.path), businessUnitKey)
    // A field that no other domain answers belongs to the one that does.
    return order ? order[0] === domainOf(read) : readersOf.get(fieldOf(read.path))?.size === 1
  }
  return reads
    .filter(({ path }) => isAskedFor(path, paths))
    .map((read) => ({ read, type: linkedAs, isSystemOfRecord: isSystemOfRecord(read) }))
}

const fieldOf = (path: string): string => path.split('.', 1)[0] ?? path

/** Asking for `billingAddress` includes `billingAddress.city`, and the other way round. */
function isAskedFor(path: string, paths: readonly string[] | null | undefined): boolean {
  return (
    paths == null ||
    paths.some((asked) => asked === path || path.startsWith(`${asked}.`) || asked.startsWith(`${path}.`))
  )
}

function distinct(reads: readonly SourceRead[]): SourceRead[] {
  const keyOf = ({ path, systemId, objectType, externalId, sourceField }: SourceRead): string =>
    [path, systemId, objectType, externalId, sourceField].join('\n')
  return [...new Map(reads.map((read) => [keyOf(read), read])).values()]
}
