import type { Link, NativeRef } from '#shared/crosswalk.ts'
import type { EntityType } from '#shared/global-id.ts'
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
}

export type NewLink = Pick<
  LinkRow,
  'type' | 'id' | 'connectionId' | 'objectType' | 'nativeId' | 'method' | 'url'
>

const COLUMNS = `links.type, links.connection_id as "connectionId", links.object_type as "objectType",
  links.native_id as "nativeId", links.id, links.state, links.method, links.url, links.linked_at as "linkedAt"`

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
): Promise<(LinkRow & { asked: string })[]> {
  return store.query<LinkRow & { asked: string }>(
    `select wanted.id as asked, ${COLUMNS} from unnest($1::text[]) as wanted (id)
     left join crosswalk.entities on entities.id = wanted.id
     join crosswalk.links on links.id = coalesce(entities.merged_into, wanted.id)
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

/** The three columns that name native records, as `unnest` takes them. */
export function columnsOf(refs: readonly NativeRef[]): [string[], string[], string[]] {
  return [
    refs.map(({ connectionId }) => connectionId),
    refs.map(({ objectType }) => objectType),
    refs.map(({ nativeId }) => nativeId),
  ]
}
