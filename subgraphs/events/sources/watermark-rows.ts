import type { ListedChange, Watermark } from '#shared/events/changes.ts'
import type { Queryable } from '#shared/store/store.ts'

export interface ListKey {
  connectionId: string
  objectType: string
}

export async function readWatermark(
  store: Queryable,
  { connectionId, objectType }: ListKey,
): Promise<Watermark | undefined> {
  const [row] = await store.query<Watermark>(
    `select changed_at as "changedAt", native_id as "nativeId" from events.watermarks
     where connection_id = $1 and object_type = $2`,
    [connectionId, objectType],
  )
  return row
}

export async function saveWatermark(
  store: Queryable,
  { connectionId, objectType, changedAt, nativeId }: ListKey & Watermark,
): Promise<void> {
  await store.query(
    `insert into events.watermarks (connection_id, object_type, changed_at, native_id, listed_at) values ($1, $2, $3, $4, now())
     on conflict (connection_id, object_type) do update
       set changed_at = excluded.changed_at, native_id = excluded.native_id, listed_at = now()
       where watermarks.changed_at <= excluded.changed_at`,
    [connectionId, objectType, changedAt, nativeId],
  )
}

/**
 * Those whose state no record has, by version. Where the vendor has none, those that were not read ten minutes after they
 * changed: clocks differ.
 */
export async function unknownAmong(
  store: Queryable,
  { connectionId, objectType }: ListKey,
  changes: readonly ListedChange[],
): Promise<ListedChange[]> {
  const rows = await store.query<{ place: string }>(
    `select place from unnest($3::text[], $4::text[], $5::timestamptz[])
       with ordinality as listed (native_id, version, changed_at, place)
     where not exists (select from events.records
       where records.connection_id = $1 and records.object_type = $2 and records.native_id = listed.native_id
         and case when listed.version is null or records.version is null then records.read_at > listed.changed_at + interval '10 minutes'
           else records.version >= listed.version collate "C" end)`,
    [
      connectionId,
      objectType,
      changes.map(({ nativeId }) => nativeId),
      changes.map(({ version }) => version ?? null),
      changes.map(({ changedAt }) => changedAt),
    ],
  )
  const unknown = new Set(rows.map(({ place }) => Number(place) - 1))
  return changes.filter((_, index) => unknown.has(index))
}
