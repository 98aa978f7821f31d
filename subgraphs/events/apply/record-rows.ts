import type { ChangedKind, FactsOf } from '#shared/events/facts.ts'
import type { RecordRef } from '#shared/events/changes.ts'
import type { EntityType } from '#shared/global-id.ts'
import type { Queryable } from '#shared/store/store.ts'

/** A record as it was last read. */
export interface KnownRecord extends RecordRef {
  connectionId: string
  kind: ChangedKind
  version: string | null
  digest: string | null
  revision: number
  /** The store's time before it was asked for. */
  readAt: Date
  facts: FactsOf[ChangedKind]
  entityType: EntityType | null
  entityId: string | null
  customerId: string | null
  customerNativeId: string | null
  goneAt: Date | null
}

const keyOf = ({ objectType, nativeId }: RecordRef): string => `${objectType}\n${nativeId}`

/** The known ones among some records of a connection, by what `recordName` says, locked until the transaction ends. */
export async function lockRecords(
  transaction: Queryable,
  connectionId: string,
  refs: readonly RecordRef[],
): Promise<Map<string, KnownRecord>> {
  const rows = await transaction.query<KnownRecord>(
    `select connection_id as "connectionId", object_type as "objectType", native_id as "nativeId", kind, version, digest, revision,
       read_at as "readAt", facts, entity_type as "entityType", entity_id as "entityId", customer_id as "customerId",
       customer_native_id as "customerNativeId", gone_at as "goneAt"
     from events.records
     where connection_id = $1 and (object_type, native_id) in (select * from unnest($2::text[], $3::text[]))
     order by object_type, native_id for update`,
    [connectionId, refs.map(({ objectType }) => objectType), refs.map(({ nativeId }) => nativeId)],
  )
  return new Map(rows.map((row) => [keyOf(row), row]))
}

export const recordName = keyOf

export async function saveRecords(transaction: Queryable, records: readonly KnownRecord[]): Promise<void> {
  if (records.length === 0) return
  await transaction.query(
    `insert into events.records (connection_id, object_type, native_id, kind, version, digest, revision, read_at,
       facts, entity_type, entity_id, customer_id, customer_native_id, gone_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[],
       $8::timestamptz[], $9::jsonb[], $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[])
     on conflict (connection_id, object_type, native_id) do update set kind = excluded.kind, version = excluded.version,
       digest = excluded.digest, revision = excluded.revision, read_at = excluded.read_at, facts = excluded.facts,
       entity_type = excluded.entity_type, entity_id = excluded.entity_id, customer_id = excluded.customer_id,
       customer_native_id = excluded.customer_native_id, gone_at = excluded.gone_at`,
    [
      records.map((record) => record.connectionId),
      records.map((record) => record.objectType),
      records.map((record) => record.nativeId),
      records.map((record) => record.kind),
      records.map((record) => record.version),
      records.map((record) => record.digest),
      records.map((record) => record.revision),
      records.map((record) => record.readAt),
      records.map((record) => JSON.stringify(record.facts)),
      records.map((record) => record.entityType),
      records.map((record) => record.entityId),
      records.map((record) => record.customerId),
      records.map((record) => record.customerNativeId),
      records.map((record) => record.goneAt),
    ],
  )
}
