import type { ChangeHint } from '#shared/events/changes.ts'
import type { EventCause } from '#shared/events/event.ts'
import type { Queryable } from '#shared/store/store.ts'

/** What is kept of something that came: a hint, or a request that is ignored or could not be read. */
export interface NewItem {
  connectionId: string
  sourceEventId: string
  cause: EventCause
  hint: Omit<ChangeHint, 'sourceEventId'> | undefined
  receivedAt: Date
  correlationId: string
  payload: Buffer | undefined
  state: 'PENDING' | 'IGNORED' | 'QUARANTINED'
  reason: string | undefined
}

const COLUMNS: readonly (readonly [name: string, type: string, read: (item: NewItem) => unknown])[] = [
  ['connection_id', 'text', (item) => item.connectionId],
  ['source_event_id', 'text', (item) => item.sourceEventId],
  ['cause', 'text', (item) => item.cause],
  ['object_type', 'text', ({ hint }) => hint?.objectType ?? null],
  ['native_id', 'text', ({ hint }) => hint?.nativeId ?? null],
  ['native_event_type', 'text', ({ hint }) => hint?.nativeEventType ?? null],
  ['occurred_at', 'timestamptz', ({ hint }) => hint?.occurredAt ?? null],
  ['received_at', 'timestamptz', (item) => item.receivedAt],
  ['correlation_id', 'text', (item) => item.correlationId],
  ['payload', 'bytea', (item) => item.payload ?? null],
  ['state', 'text', (item) => item.state],
  ['reason', 'text', (item) => item.reason ?? null],
  ['request_keys', 'jsonb', ({ hint }) => (hint?.requestKeys ? JSON.stringify(hint.requestKeys) : null)],
]

const NAMES = COLUMNS.map(([name]) => name).join(', ')
const INSERT = `insert into events.inbox (${NAMES}, next_attempt_at, settled_at)
  select ${NAMES}, now(), case when state = 'PENDING' then null else now() end
  from unnest(${COLUMNS.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')}) as added (${NAMES})
  order by connection_id, source_event_id
  on conflict do nothing`

/**
 * Keeps what is new, in one statement. Everybody inserts in one order, so that two inserts of the same events wait for each
 * other instead of dying in a deadlock.
 */
export async function insertItems(store: Queryable, items: readonly NewItem[]): Promise<void> {
  await store.query(
    INSERT,
    COLUMNS.map(([, , read]) => items.map(read)),
  )
}
