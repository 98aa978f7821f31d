import type { Identity } from '#shared/crosswalk.ts'
import type { Queryable, Store } from '#shared/store/store.ts'
import { columnsOf } from './link-rows.ts'

/** The scan of one connection for one type: where it stands. */
export interface ScanRow {
  cursor: string | undefined
  records: number
  finishedAt: Date | undefined
  lastFinishedAt: Date | undefined
}

export interface ScanKey {
  connectionId: string
  type: Identity['type']
}

/** Where a scan stands; undefined when it never began. */
export async function findScan(
  store: Queryable,
  { connectionId, type }: ScanKey,
): Promise<ScanRow | undefined> {
  const [row] = await store.query<{ cursor: string | null; records: number } & Record<string, Date | null>>(
    `select cursor, records, finished_at as "finishedAt", last_finished_at as "lastFinishedAt"
     from crosswalk.scans where connection_id = $1 and type = $2`,
    [connectionId, type],
  )
  if (!row) return undefined
  return {
    cursor: row.cursor ?? undefined,
    records: row.records,
    finishedAt: row.finishedAt ?? undefined,
    lastFinishedAt: row.lastFinishedAt ?? undefined,
  }
}

/** Begins a scan at the beginning, whatever an earlier one has left. */
export async function beginScan(store: Queryable, { connectionId, type }: ScanKey, now: Date): Promise<void> {
  await store.query(
    `insert into crosswalk.scans (connection_id, type, started_at) values ($1, $2, $3)
     on conflict (connection_id, type)
     do update set cursor = null, records = 0, started_at = excluded.started_at, finished_at = null`,
    [connectionId, type, now],
  )
}

/** Keeps a page and where the next one begins, both or neither: a scan killed at any moment goes on from there. */
export function savePage(
  store: Store,
  { connectionId, type }: ScanKey,
  { identities, next }: { identities: readonly Identity[]; next: string | undefined },
  now: Date,
): Promise<void> {
  const distinct = new Map(
    identities.map((identity) => [`${identity.ref.objectType}\n${identity.ref.nativeId}`, identity]),
  )
  return store.transaction(async (transaction) => {
    await upsertIdentities(transaction, type, [...distinct.values()])
    await transaction.query(
      `update crosswalk.scans set cursor = $3, records = records + $4,
         finished_at = case when $3::text is null then $5::timestamptz end,
         last_finished_at = case when $3::text is null then $5::timestamptz else last_finished_at end
       where connection_id = $1 and type = $2`,
      [connectionId, type, next ?? null, distinct.size, now],
    )
  })
}

/** Keeps what systems say of some records; answers how many say something else than before. */
export async function upsertIdentities(
  store: Queryable,
  type: Identity['type'],
  identities: readonly Identity[],
): Promise<number> {
  const changed = await store.query(
    `insert into crosswalk.identities (type, connection_id, object_type, native_id, identity)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::jsonb[])
     on conflict (type, connection_id, object_type, native_id) do update set identity = excluded.identity
     where identities.identity is distinct from excluded.identity
     returning native_id`,
    [
      type,
      ...columnsOf(identities.map(({ ref }) => ref)),
      identities.map((identity) => JSON.stringify(identity)),
    ],
  )
  return changed.length
}

/** Everything that was ever scanned of a type, with the link that each record has. */
export async function readCandidates(
  store: Queryable,
  type: Identity['type'],
): Promise<{ identity: Identity; id: string | undefined }[]> {
  const rows = await store.query<{ identity: Identity & { updatedAt?: string }; id: string | null }>(
    `select identity, links.id from crosswalk.identities
     left join crosswalk.links using (type, connection_id, object_type, native_id) where type = $1`,
    [type],
  )
  return rows.map(({ identity, id }) => ({ identity: toIdentity(identity), id: id ?? undefined }))
}

/** JSON has neither dates nor undefined. */
function toIdentity(
  stored: Omit<Identity, 'updatedAt'> & { updatedAt?: string | Date | undefined },
): Identity {
  return {
    ...stored,
    legalName: stored.legalName,
    domain: stored.domain,
    sku: stored.sku,
    parentNativeId: stored.parentNativeId,
    businessUnitKey: stored.businessUnitKey,
    url: stored.url,
    updatedAt: stored.updatedAt === undefined ? undefined : new Date(stored.updatedAt),
  }
}
