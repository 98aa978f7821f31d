import type { NativeRef } from '#shared/crosswalk.ts'
import type { Queryable } from '#shared/store/store.ts'
import type { KnownRecord } from './record-rows.ts'

/** A write of our own, as the vendor numbered its result. */
export interface OwnWrite {
  ref: NativeRef
  /** As a ChangedRecord of it would say. */
  version: string
  correlationId: string
  causationId: string
}

/** Remembers a write, so that it is told as ours when it comes back as the vendor's event. */
export async function noteOwnWrite(store: Queryable, { ref, ...write }: OwnWrite): Promise<void> {
  await store.query(
    `insert into events.own_writes (connection_id, object_type, native_id, version, correlation_id, causation_id, written_at)
     values ($1, $2, $3, $4, $5, $6, now()) on conflict do nothing`,
    [ref.connectionId, ref.objectType, ref.nativeId, write.version, write.correlationId, write.causationId],
  )
}

/** The writes of our own among some new states of records, by record. */
export async function findOwnWrites(
  transaction: Queryable,
  records: readonly KnownRecord[],
): Promise<Map<KnownRecord, OwnWrite>> {
  const versioned = records.filter(({ version }) => version !== null)
  if (versioned.length === 0) return new Map()
  const rows = await transaction.query<{ place: string; correlationId: string; causationId: string }>(
    `select place, correlation_id as "correlationId", causation_id as "causationId"
     from unnest($1::text[], $2::text[], $3::text[], $4::text[])
       with ordinality as state (connection_id, object_type, native_id, version, place)
     join events.own_writes using (connection_id, object_type, native_id, version)`,
    [
      versioned.map(({ connectionId }) => connectionId),
      versioned.map(({ objectType }) => objectType),
      versioned.map(({ nativeId }) => nativeId),
      versioned.map(({ version }) => version),
    ],
  )
  return new Map(
    rows.flatMap(({ place, correlationId, causationId }) => {
      const record = versioned[Number(place) - 1]
      if (!record || record.version === null) return []
      return [[record, { ref: record, version: record.version, correlationId, causationId }] as const]
    }),
  )
}
