import type { SystemDomain } from '../connections/connection.ts'
import type { ForeignRef, NativeRef } from '../crosswalk.ts'
import { assertId, type EntityType } from '../global-id.ts'
import { isUnreadable, type Listed } from '../listed.ts'
import type { CanonicalRecord } from '../provenance.ts'
import type { CanonicalIds, OwnType } from './canonical-ids.ts'
import type { RequestContext } from './context.ts'
import type { Loader, RecordKey } from './loader-factories.ts'
import { isUnlimited, maySeeCustomer, maySeeUnit } from './visibility.ts'

type Ids = { ids: CanonicalIds }
type Seen = Ids & { request: RequestContext }

/** A record with the id that it has, or now gets: for the entities that the record's domain owns. */
export async function withId<Item extends CanonicalRecord>(
  type: OwnType,
  record: Item,
  { ids }: Ids,
): Promise<{ id: string; record: Item }> {
  return { id: await ids.ensureId(type, record.source), record }
}

export function withIds<Item extends CanonicalRecord>(
  type: OwnType,
  records: readonly Item[],
  context: Ids,
): Promise<{ id: string; record: Item }[]> {
  return Promise.all(records.map((record) => withId(type, record, context)))
}

/** The same for what stands in a list. */
export function listedWithIds<Item extends CanonicalRecord>(
  type: OwnType,
  items: readonly Listed<Item>[],
  context: Ids,
): Promise<Listed<{ id: string; record: Item }>[]> {
  return Promise.all(items.map((item) => (isUnreadable(item) ? item : withId(type, item, context))))
}

/**
 * The entity that a record names, in its own system or in another one, as an edge of the graph. Null where it names
 * none, one that nobody has given an id yet, or a customer that is hidden from the caller: a visible one's parent, say.
 */
export async function toEntity(
  type: EntityType,
  ref: NativeRef | ForeignRef | undefined,
  context: Seen,
): Promise<{ id: string } | null> {
  const id = await findEntityId(type, ref, context.ids)
  if (id === undefined || (type === 'Customer' && !(await isVisible(id, context)))) return null
  return { id }
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
export async function findRecord<Item>(
  { type, id, domain }: { type: EntityType; id: string; domain: SystemDomain },
  loader: Loader<RecordKey, Item>,
  { ids }: Ids,
): Promise<Item | undefined> {
  assertId(type, id)
  const [link] = await ids.linksOf(id, domain)
  return link && loader.load(link)
}

/** What is found, unless the customer that it hangs on is hidden from the caller. */
export async function onlyVisible<Item>(
  found: Item | undefined,
  customerOf: (item: Item) => NativeRef | undefined,
  context: Seen,
): Promise<Item | undefined> {
  if (found === undefined || isUnlimited(context.request.caller)) return found
  const customerId = await findEntityId('Customer', customerOf(found), context.ids)
  return (await isVisible(customerId, context)) ? found : undefined
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
