import { createHmac } from 'node:crypto'
import type { ChangedRecord, ChangeSource, RecordRef, WebhookRequest } from '#shared/events/changes.ts'
import type { CaseFacts } from '#shared/events/facts.ts'
import { isSigned, onlyHeader, unverified } from '#shared/events/signature.ts'
import type { Queryable } from '#shared/store/store.ts'

export const CONNECTION_ID = 'support-table'
const SECRET = 'whsec_test'
const OBJECT_TYPE = 'case'

/** A record of the vendor as the test wants it. */
export interface VendorCase {
  nativeId: string
  version: number
  facts: CaseFacts
  customer?: string
}

export async function createVendorTable(store: Queryable): Promise<void> {
  await store.query(`create table vendor_cases (native_id text primary key, version integer not null,
    changed_at timestamptz not null default now(), customer text, facts jsonb not null)`)
}

/** What is true from now on. */
export async function writeCases(store: Queryable, cases: readonly VendorCase[]): Promise<void> {
  await store.query(
    `insert into vendor_cases (native_id, version, customer, facts)
     select * from unnest($1::text[], $2::integer[], $3::text[], $4::jsonb[])
     on conflict (native_id) do update set version = excluded.version, facts = excluded.facts,
       customer = excluded.customer, changed_at = now()`,
    [
      cases.map(({ nativeId }) => nativeId),
      cases.map(({ version }) => version),
      cases.map(({ customer }) => customer ?? null),
      cases.map(({ facts }) => JSON.stringify(facts)),
    ],
  )
}

export const versionText = (version: number): string => String(version).padStart(10, '0')

export interface TableVendorOptions {
  /** Called with what is asked for, before it is read: fails, ends the process, or counts. */
  asked?(refs: readonly RecordRef[]): void | Promise<void>
}

/** The connection of that vendor. */
export function createTableVendor(
  store: Queryable,
  { asked = () => {} }: TableVendorOptions = {},
): ChangeSource {
  return {
    connectionId: CONNECTION_ID,
    async readChanged(refs) {
      await asked(refs)
      const rows = await store.query<VendorCase & { changedAt: Date }>(
        `select native_id as "nativeId", version, facts, customer, changed_at as "changedAt"
         from vendor_cases where native_id = any($1)`,
        [refs.map(({ nativeId }) => nativeId)],
      )
      const byId = new Map(rows.map((row) => [row.nativeId, row]))
      return refs.map(({ nativeId }) => {
        const row = byId.get(nativeId)
        return row && toRecord(row)
      })
    },
    webhook: { verify, parse },
    poll: {
      objectTypes: [OBJECT_TYPE],
      async listChanges(_, after) {
        const rows = await store.query<{ nativeId: string; version: number; changedAt: Date }>(
          `select native_id as "nativeId", version, date_trunc('milliseconds', changed_at) as "changedAt"
           from vendor_cases where (date_trunc('milliseconds', changed_at), native_id collate "C") > ($1, $2)
           order by date_trunc('milliseconds', changed_at), native_id collate "C" limit 51`,
          [after.changedAt, after.nativeId],
        )
        const changes = rows.slice(0, 50).map((row) => ({ ...row, version: versionText(row.version) }))
        return { changes, hasMore: rows.length > 50 }
      },
    },
  }
}

function toRecord({
  nativeId,
  version,
  facts,
  customer,
  changedAt,
}: VendorCase & { changedAt: Date }): ChangedRecord {
  const ref = (objectType: string, id: string) => ({ connectionId: CONNECTION_ID, objectType, nativeId: id })
  return {
    kind: 'CASE',
    objectType: OBJECT_TYPE,
    nativeId,
    version: versionText(version),
    changedAt,
    entity: { type: 'Case', ref: ref(OBJECT_TYPE, nativeId) },
    customer: customer ? ref('account', customer) : undefined,
    facts,
  }
}

function verify(request: WebhookRequest): void {
  if (!isSigned(SECRET, [request.rawBody], [onlyHeader(request, 'x-signature') ?? '']))
    throw unverified('another signature')
}

function parse(rawBody: Buffer): ReturnType<NonNullable<ChangeSource['webhook']>['parse']> {
  try {
    const { id, nativeId, at } = JSON.parse(rawBody.toString('utf8')) as Record<string, string>
    if (!id || !nativeId || !at) return { kind: 'unreadable', reason: 'no hint' }
    if (nativeId === 'unfollowed') return { kind: 'ignored', sourceEventId: id, reason: 'nobody follows it' }
    const hint = { sourceEventId: id, objectType: OBJECT_TYPE, nativeId, occurredAt: new Date(at) }
    return { kind: 'changes', hints: [{ ...hint, nativeEventType: 'changed' }] }
  } catch {
    return { kind: 'unreadable', reason: 'no JSON' }
  }
}

export const signatureOf = (body: string): string =>
  createHmac('sha256', SECRET).update(body).digest('base64')

/** One delivery, as the vendor would sign and send it. */
export function signedHint(id: string, nativeId: string): { body: string; headers: Record<string, string> } {
  const body = JSON.stringify({ id, nativeId, at: new Date().toISOString() })
  return { body, headers: { 'x-signature': signatureOf(body) } }
}
