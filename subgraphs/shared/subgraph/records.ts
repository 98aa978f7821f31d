import type { SystemDomain } from '../connections/connection.ts'
import type { ForeignRef, NativeRef, Ownership } from '../crosswalk.ts'
import { assertId, type EntityType } from '../global-id.ts'
import { isUnreadable, type Listed } from '../listed.ts'
import type { CanonicalRecord } from '../provenance.ts'
import type { CanonicalIds, OwnType } from './canonical-ids.ts'
import type { RequestContext } from './context.ts'
import type { Loader, RecordKey } from './loader-factories.ts'
import { isUnlimited, maySeeCustomer, maySeeUnit } from './visibility.ts'

type Ids = { ids: CanonicalIds }
type Seen = Ids & { request: RequestContext }

/** A record that may hang on a customer: by its own system's word, which in support is an account. */
export interface OwnedRecord extends CanonicalRecord {
  customer?: NativeRef | undefined
  account?: NativeRef | undefined
}

/** The id that a record has, or now gets: for the entities that the record's domain owns. */
export async function idOf(type: OwnType, record: OwnedRecord, { ids }: Ids): Promise<string> {
  const id = await ids.ensureId(type, record.source)
  noteOwner(id, record, { ids })
  return id
}

/** A record with that id. */
export async function withId<Item extends OwnedRecord>(
  type: OwnType,
  record: Item,
  context: Ids,
): Promise<{ id: string; record: Item }> {
  return { id: await idOf(type, record, context), record }
}

/** What a record with an id says of whose it is, where it is anybody's; `ref` is what the id was minted for. */
export function noteOwner(
  id: string,
  record: OwnedRecord,
  { ids, ref = record.source }: { ids: Pick<CanonicalIds, 'noteOwner'>; ref?: NativeRef },
): void {
  const { connectionId, objectType, nativeId } = ref
  const ownership = ownershipOf(record)
  if (ownership) ids.noteOwner({ id, connectionId, objectType, nativeId, ownership })
}

function ownershipOf(record: OwnedRecord): Ownership | undefined {
  if (!('customer' in record || 'account' in record)) return undefined
  const { readAt, currentAt } = record.source
  return { customer: ownerOf(record), seenAt: currentAt ?? readAt }
}

const ownerOf = ({ customer, account }: OwnedRecord): NativeRef | undefined => customer ?? account

export function withIds<Item extends OwnedRecord>(
  type: OwnType,
  records: readonly Item[],
  context: Ids,
): Promise<{ id: string; record: Item }[]> {
  return Promise.all(records.map((record) => withId(type, record, context)))
}

/** The same for what stands in a list. */
export function listedWithIds<Item extends OwnedRecord>(
  type: OwnType,
  items: readonly Listed<Item>[],
  context: Ids,
): Promise<Listed<{ id: string; record: Item }>[]> {
  return Promise.all(items.map((item) => (isUnreadable(item) ? item : withId(type, item, context))))
}

/**
 * The entity that a record names, in its own system or in another one, as an edge of the graph. Null where it names
 * none, one that nobody has given an id yet, or one that is hidden from the caller: a visible customer's parent, say, or a
 * record that is known to be somebody else's.
 */
export async function toEntity(
  type: EntityType,
  ref: NativeRef | ForeignRef | undefined,
  context: Seen,
): Promise<{ id: string } | null> {
  const id = await findEntityId(type, ref, context.ids)
  return id !== undefined && (await mayLeadTo(type, id, context)) ? { id } : null
}

/** In whose systems records are that hang on a customer. */
const DOMAINS: Partial<Record<EntityType, SystemDomain>> = {
  ...{ Contact: 'CRM', Contract: 'CRM', Opportunity: 'CRM', Quote: 'CRM' },
  ...{ BillingSubscription: 'BILLING', Invoice: 'BILLING', Payment: 'BILLING' },
  ...{ Case: 'SUPPORT', SupportEntitlement: 'SUPPORT', Order: 'ERP' },
}

async function mayLeadTo(type: EntityType, id: string, context: Seen): Promise<boolean> {
  if (type === 'Customer') return isVisible(id, context)
  const domain = DOMAINS[type]
  if (!domain || isUnlimited(context.request.caller)) return true
  return (await context.ids.linksOf(id, domain)).length > 0
}

async function findEntityId(
  type: EntityType,
  ref: NativeRef | ForeignRef | undefined,
  ids: CanonicalIds,
): Promise<string | undefined> {
  if (ref === undefined) return undefined
  return 'domain' in ref ? ids.findForeignId(type, ref) : ids.findId(type, ref)
}

/**
 * The record behind an id of an entity that the domain owns; undefined when nothing is known by it, or its record is
 * gone. INVALID_ID for another type's id.
 */
export async function findRecord<Item extends OwnedRecord>(
  { type, id, domain }: { type: EntityType; id: string; domain: SystemDomain },
  loader: Loader<RecordKey, Item>,
  { ids }: Ids,
): Promise<Item | undefined> {
  assertId(type, id)
  const [link] = await ids.linksOf(id, domain)
  const record = link && (await loader.load(link))
  if (record) noteOwner(id, record, { ids, ref: link })
  return record
}

/** What is found, unless the customer that it hangs on is hidden from the caller. */
export async function onlyVisible<Item extends OwnedRecord>(
  found: Item | undefined,
  context: Seen,
): Promise<Item | undefined> {
  if (found === undefined || isUnlimited(context.request.caller)) return found
  const customerId = await findEntityId('Customer', ownerOf(found), context.ids)
  return (await isVisible(customerId, context)) ? found : undefined
}

/**
 * The record that another one names. What is the caller's may name what is somebody else's: a contract the one that it
 * renews, after the customer changed hands.
 */
export async function followVisible<Item extends OwnedRecord>(
  key: RecordKey | undefined,
  loader: Loader<RecordKey, Item>,
  context: Seen,
): Promise<Item | undefined> {
  return key && onlyVisible(await loader.load(key), context)
}

/** Of records that name the caller's, those that are not somebody else's. */
export async function allVisible<Item extends OwnedRecord>(
  found: readonly Listed<Item>[],
  context: Seen,
): Promise<Listed<Item>[]> {
  const visible = await Promise.all(
    found.map((item) => (isUnreadable(item) ? item : onlyVisible(item, context))),
  )
  return visible.filter((item) => item !== undefined)
}

/** Whether the caller may see a customer: one of its own, and in one of its business units. */
async function isVisible(
  customerId: string | undefined,
  { request: { caller }, ids }: Seen,
): Promise<boolean> {
  if (!maySeeCustomer(caller, customerId)) return false
  if (caller.businessUnits === undefined) return true
  return customerId !== undefined && maySeeUnit(caller, await ids.businessUnitOf(customerId))
}
