import type { NativeRef } from '#shared/crosswalk.ts'
import type { Cause, ChangedRecord } from '#shared/events/changes.ts'
import type { Queryable } from '#shared/store/store.ts'
import type { ClaimedItem } from '../inbox/claim.ts'

/** A write of our own, as the vendor numbered its result. */
export interface OwnWrite extends Cause {
  ref: NativeRef
  /** As a ChangedRecord of it would say. */
  version: string
}

/** Who made requests of ours, by their keys; those of others are left out. */
export type FindOwnRequests = (keys: readonly string[]) => Promise<ReadonlyMap<string, Cause>>

/** Remembers a write, so that it is told as ours when it comes back as the vendor's event. */
export async function noteOwnWrite(store: Queryable, { ref, ...write }: OwnWrite): Promise<void> {
  await store.query(
    `insert into events.own_writes (connection_id, object_type, native_id, version, correlation_id, causation_id, written_at)
     values ($1, $2, $3, $4, $5, $6, now()) on conflict do nothing`,
    [ref.connectionId, ref.objectType, ref.nativeId, write.version, write.correlationId, write.causationId],
  )
}

/** The writes of our own among some states of a connection's records, by record. */
export async function findOwnWrites(
  transaction: Queryable,
  connectionId: string,
  records: readonly ChangedRecord[],
): Promise<ReadonlyMap<ChangedRecord, Cause>> {
  const named = records.flatMap((record) => {
    const { objectType, version } = record.writtenAs ?? record
    return version === undefined ? [] : [{ record, objectType, version }]
  })
  if (named.length === 0) return new Map()
  const rows = await transaction.query<Cause & { place: string }>(
    `select place, correlation_id as "correlationId", causation_id as "causationId"
     from unnest($2::text[], $3::text[], $4::text[]) with ordinality as state (object_type, native_id, version, place)
     join events.own_writes using (object_type, native_id, version) where connection_id = $1`,
    [
      connectionId,
      named.map(({ objectType }) => objectType),
      named.map(({ record }) => record.nativeId),
      named.map(({ version }) => version),
    ],
  )
  return new Map(
    rows.flatMap(({ place, correlationId, causationId }) => {
      const record = named[Number(place) - 1]?.record
      return record ? [[record, { correlationId, causationId }] as const] : []
    }),
  )
}

/**
 * Who of us made what some items about one record tell: undefined where anything of it may be somebody else's. What somebody else
 * has done since, and was read with it, is told as ours.
 */
export function causeOfItems(
  items: readonly ClaimedItem[],
  own: ReadonlyMap<string, Cause>,
): Cause | undefined {
  const keys = items.flatMap(({ requestKeys }) => requestKeys ?? [])
  const areAllOwn = items.every(({ requestKeys }) => requestKeys?.length) && keys.every((key) => own.has(key))
  return areAllOwn ? own.get(keys.at(-1) ?? '') : undefined
}
