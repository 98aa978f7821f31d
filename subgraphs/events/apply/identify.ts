import type { Crosswalk, ForeignRef, NativeRef, OwnerNote } from '#shared/crosswalk.ts'
import type { ChangedRecord } from '#shared/events/changes.ts'
import type { CustomerDesk, CustomerPlace } from '#shared/events/customers.ts'
import type { EntityType } from '#shared/global-id.ts'

/** A record with the ids that its events name. */
export interface IdentifiedRecord {
  record: ChangedRecord
  entityId: string | undefined
  relatedId: string | undefined
  customerId: string | undefined
  place: CustomerPlace | undefined
}

type Named = { type: EntityType; ref: NativeRef | ForeignRef }

/**
 * Finds or mints the ids of what some records are about. Customers that are new, or whose record says something else than
 * before, are matched first: that is how a customer gets its id.
 */
export async function identify(
  records: readonly ChangedRecord[],
  { crosswalk, customers, readAt }: { crosswalk: Crosswalk; customers: CustomerDesk; readAt: Date },
): Promise<IdentifiedRecord[]> {
  const identities = records.flatMap((record) => (record.kind === 'CUSTOMER' ? [record.identity] : []))
  if (identities.length > 0) await customers.learn(identities)
  const customerOf = ({ customer }: ChangedRecord): Named[] =>
    customer ? [{ type: 'Customer', ref: customer }] : []
  const named = records.flatMap((record): Named[] => [
    ...(record.entity ? [record.entity] : []),
    ...(record.related ? [record.related] : []),
    ...customerOf(record),
  ])
  const idOf = await findIds(named, crosswalk)
  crosswalk.noteOwners(records.flatMap((record) => ownerNoteOf(record, idOf(record.entity), readAt)))
  const customerIds = records.map((record) => idOf(customerOf(record)[0]))
  const distinct = [...new Set(customerIds.filter((id) => id !== undefined))]
  const places = await customers.placesOf(distinct)
  const placeOf = new Map(distinct.map((id, index) => [id, places[index]]))
  return records.map((record, index) => {
    const customerId = customerIds[index]
    return {
      record,
      entityId: idOf(record.entity),
      relatedId: idOf(record.related),
      customerId,
      place: customerId === undefined ? undefined : placeOf.get(customerId),
    }
  })
}

/** Whose a record is now, so that an owner who is new is not kept out, nor the old one let in. */
function ownerNoteOf(
  { entity, customer }: ChangedRecord,
  id: string | undefined,
  seenAt: Date,
): readonly OwnerNote[] {
  if (entity === undefined || id === undefined || entity.type === 'Customer') return []
  if (customer === undefined || 'domain' in customer || 'domain' in entity.ref) return []
  return [{ ...entity.ref, id, ownership: { customer, seenAt } }]
}

/** One question for each type of thing and each way of naming it. */
async function findIds(
  named: readonly Named[],
  crosswalk: Crosswalk,
): Promise<(wanted: Named | undefined) => string | undefined> {
  const found = new Map<string, string | undefined>()
  const groups = Map.groupBy(named, ({ type, ref }) => `${type} ${'domain' in ref}`)
  for (const group of groups.values()) {
    const ids = await askGroup(group, crosswalk)
    for (const [index, one] of group.entries()) found.set(keyOf(one), ids[index])
  }
  return (wanted) => wanted && found.get(keyOf(wanted))
}

async function askGroup(
  group: readonly Named[],
  crosswalk: Crosswalk,
): Promise<readonly (string | undefined)[]> {
  const type = group[0]?.type ?? 'Customer'
  const foreign = group.flatMap(({ ref }) => ('domain' in ref ? [ref] : []))
  if (foreign.length > 0) return crosswalk.findForeignIds(type, foreign)
  const native = group.flatMap(({ ref }) => ('domain' in ref ? [] : [ref]))
  const isMatched = type === 'Customer' || type === 'Product'
  return isMatched ? crosswalk.findIds(type, native) : crosswalk.ensureIds(type, native)
}

const keyOf = ({ type, ref }: Named): string =>
  [
    type,
    'domain' in ref ? ref.domain : '',
    'connectionId' in ref ? ref.connectionId : '',
    ref.objectType,
    ref.nativeId,
  ].join('\n')
