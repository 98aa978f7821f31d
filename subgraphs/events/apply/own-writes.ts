import type { NativeRef } from '#shared/crosswalk.ts'
import type { Cause, ChangedRecord } from '#shared/events/changes.ts'
import type { Queryable } from '#shared/store/store.ts'
import type { ClaimedItem } from '../inbox/claim.ts'

/** A write of our own, as the vendor numbered its result. */
export interface OwnWrite extends Cause {
  ref: NativeRef
  /** As a ChangedRecord of it would say. */
  version: string
  /** The version that it took the place of; undefined: nobody can say. */
  replaced?: string | undefined
}

/** Who made requests of ours, by their keys; those of others are left out. */
export type FindOwnRequests = (keys: readonly string[]) => Promise<ReadonlyMap<string, Cause>>

/** Remembers a write, so that it is told as ours when it comes back as the vendor's event. */
export async function noteOwnWrite(
  store: Queryable,
  { ref, version, replaced, correlationId, causationId }: OwnWrite,
): Promise<void> {
  await store.query(
    `insert into events.own_writes (connection_id, object_type, native_id, version, replaced, correlation_id, causation_id,
       written_at) values ($1, $2, $3, $4, $5, $6, $7, now()) on conflict do nothing`,
    [
      ...[ref.connectionId, ref.objectType, ref.nativeId],
      ...[version, replaced ?? null, correlationId, causationId],
    ],
  )
}

/** A record as it was read, and the version that was known before. */
export interface ReadState {
  record: ChangedRecord
  knownVersion: string | null
}

/** Versions of one record sort by code unit; each write leads back to the one before it, down to what was known. */
const CHAINS = `
  with recursive chain as (
    select place, object_type, native_id, known, replaced, correlation_id, causation_id
    from unnest($2::text[], $3::text[], $4::text[], $5::text[]) with ordinality
      as state (object_type, native_id, version, known, place)
    join events.own_writes using (object_type, native_id, version) where connection_id = $1
    union all
    select place, object_type, native_id, known, earlier.replaced, chain.correlation_id, chain.causation_id
    from chain join events.own_writes as earlier using (object_type, native_id)
    where earlier.connection_id = $1 and earlier.version = chain.replaced
      and chain.replaced collate "C" > known
      and (earlier.replaced is null or earlier.replaced collate "C" < earlier.version)
  )
  select distinct place, correlation_id as "correlationId", causation_id as "causationId" from chain
  where replaced is null or known is null or replaced collate "C" <= known`

/**
 * The writes of our own that led some records of a connection to the state that was read, by record. One that took the place of
 * something that nobody knew before, and that was no write of ours, is left out: what is told with it is somebody else's as well.
 */
export async function findOwnWrites(
  transaction: Queryable,
  connectionId: string,
  states: readonly ReadState[],
): Promise<ReadonlyMap<ChangedRecord, Cause>> {
  const named = states.flatMap(({ record, knownVersion }) => {
    const { objectType, version } = record.writtenAs ?? record
    return version === undefined ? [] : [{ record, knownVersion, objectType, version }]
  })
  if (named.length === 0) return new Map()
  const rows = await transaction.query<Cause & { place: string }>(CHAINS, [
    connectionId,
    named.map(({ objectType }) => objectType),
    named.map(({ record }) => record.nativeId),
    named.map(({ version }) => version),
    named.map(({ knownVersion }) => knownVersion),
  ])
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
