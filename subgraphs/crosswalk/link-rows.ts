import type { Link, NativeRef, OwnerNote } from '#shared/crosswalk.ts'
import { type EntityType, typeOfId } from '#shared/global-id.ts'
import type { Queryable } from '#shared/store/store.ts'

/** A row of `crosswalk.links`; which domain its connection serves is the configuration's to say. */
export interface LinkRow extends NativeRef {
  type: EntityType
  id: string
  state: Link['state']
  method: Link['method']
  /** Deep link for a person. */
  url: string | undefined
  linkedAt: Date
  ownerConnectionId: string | null
  ownerObjectType: string | null
  ownerNativeId: string | null
  /** Null: nobody has looked whose it is. */
  ownerSeenAt: Date | null
}

/** The same with the customer that its owner's record is; of a customer's own record the unit alone. */
export interface OwnedLinkRow extends LinkRow {
  ownerId: string | null
  ownerUnitKey: string | null
}

export type NewLink = Pick<
  LinkRow,
  'type' | 'id' | 'connectionId' | 'objectType' | 'nativeId' | 'method' | 'url'
>

const COLUMNS = `links.type, links.connection_id as "connectionId", links.object_type as "objectType",
  links.native_id as "nativeId", links.id, links.state, links.method, links.url, links.linked_at as "linkedAt",
  links.owner_connection_id as "ownerConnectionId", links.owner_object_type as "ownerObjectType",
  links.owner_native_id as "ownerNativeId", links.owner_seen_at as "ownerSeenAt"`

/** The links of native records of one type; those without one are missing from the answer. */
export function selectLinksByRef(
  store: Queryable,
  type: EntityType,
  refs: readonly NativeRef[],
): Promise<LinkRow[]> {
  return store.query<LinkRow>(
    `select ${COLUMNS} from unnest($2::text[], $3::text[], $4::text[]) as wanted (connection_id, object_type, native_id)
     join crosswalk.links using (connection_id, object_type, native_id) where links.type = $1`,
    [type, ...columnsOf(refs)],
  )
}

/** Every link of the given ids, oldest first; a merged id answers the survivor's. `asked` is the id as given. */
export function selectLinksById(
  store: Queryable,
  ids: readonly string[],
): Promise<(OwnedLinkRow & { asked: string })[]> {
  return store.query<OwnedLinkRow & { asked: string }>(
    `select wanted.id as asked, ${COLUMNS}, owner.id as "ownerId", customer.business_unit_key as "ownerUnitKey"
     from unnest($1::text[]) as wanted (id)
     left join crosswalk.entities on entities.id = wanted.id
     join crosswalk.links on links.id = coalesce(entities.merged_into, wanted.id)
     left join crosswalk.links as owner on owner.type = 'Customer' and owner.connection_id = links.owner_connection_id
       and owner.object_type = links.owner_object_type and owner.native_id = links.owner_native_id
     left join crosswalk.entities as customer
       on customer.id = case links.type when 'Customer' then links.id else owner.id end
     order by links.linked_at, links.connection_id, links.object_type, links.native_id`,
    [ids],
  )
}

/**
 * Adds links; a native record that has one keeps it. Answers what is new. Rows are inserted in one order by everybody,
 * so that two inserts of the same records wait for each other instead of dying in a deadlock.
 */
export function insertLinks(store: Queryable, links: readonly NewLink[], linkedAt: Date): Promise<LinkRow[]> {
  return store.query<LinkRow>(
    `insert into crosswalk.links (type, connection_id, object_type, native_id, id, method, url, linked_at)
     select *, $8::timestamptz from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
       as added (type, connection_id, object_type, native_id, id, method, url)
     order by type, connection_id, object_type, native_id
     on conflict do nothing
     returning ${COLUMNS}`,
    [
      links.map(({ type }) => type),
      ...columnsOf(links),
      links.map(({ id }) => id),
      links.map(({ method }) => method),
      links.map(({ url }) => url ?? null),
      linkedAt,
    ],
  )
}

/** Writes whose records are, where that is later than what is there. Rows are locked in one order by everybody. */
export async function updateOwners(store: Queryable, notes: readonly OwnerNote[]): Promise<void> {
  await store.query(
    `with told as (
       select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
         as told (type, connection_id, object_type, native_id, owner_connection_id, owner_object_type, owner_native_id, seen_at)
     ), locked as (
       select type, connection_id, object_type, native_id
       from crosswalk.links join told using (type, connection_id, object_type, native_id)
       order by type, connection_id, object_type, native_id for no key update of links
     )
     update crosswalk.links set owner_connection_id = told.owner_connection_id, owner_object_type = told.owner_object_type,
       owner_native_id = told.owner_native_id, owner_seen_at = told.seen_at
     from told join locked using (type, connection_id, object_type, native_id)
     where (links.type, links.connection_id, links.object_type, links.native_id)
         = (told.type, told.connection_id, told.object_type, told.native_id)
       and (links.owner_seen_at is null or links.owner_seen_at < told.seen_at)`,
    [
      notes.map(({ id }) => typeOfId(id)),
      ...columnsOf(notes),
      notes.map(({ ownership }) => ownership.customer?.connectionId ?? null),
      notes.map(({ ownership }) => ownership.customer?.objectType ?? null),
      notes.map(({ ownership }) => ownership.customer?.nativeId ?? null),
      notes.map(({ ownership }) => ownership.seenAt),
    ],
  )
}

/** The three columns that name native records, as `unnest` takes them. */
export function columnsOf(refs: readonly NativeRef[]): [string[], string[], string[]] {
  return [
    refs.map(({ connectionId }) => connectionId),
    refs.map(({ objectType }) => objectType),
    refs.map(({ nativeId }) => nativeId),
  ]
}
