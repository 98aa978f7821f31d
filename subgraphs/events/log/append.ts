import type { BusinessEvent } from '#shared/events/event.ts'
import type { Queryable } from '#shared/store/store.ts'

/** An event before it has its place in the log. */
export type NewEvent = Omit<BusinessEvent, 'sequence'>

/** Wakes the followers of every node; what it says is only how far the log goes now. */
export const LOG_CHANNEL = 'weft_events'

const COLUMNS: readonly (readonly [name: string, type: string, read: (event: NewEvent) => unknown])[] = [
  ['event_id', 'text', (event) => event.eventId],
  ['type', 'text', (event) => event.type],
  ['occurred_at', 'timestamptz', (event) => event.occurredAt],
  ['detected_at', 'timestamptz', (event) => event.detectedAt],
  ['correlation_id', 'text', (event) => event.correlationId],
  ['causation_id', 'text', (event) => event.causationId],
  ['cause', 'text', (event) => event.cause],
  ['connection_id', 'text', ({ source }) => source.connectionId],
  ['object_type', 'text', ({ source }) => source.objectType],
  ['native_id', 'text', ({ source }) => source.nativeId],
  ['entity_type', 'text', (event) => event.entityType ?? null],
  ['entity_id', 'text', (event) => event.entityId ?? null],
  ['customer_id', 'text', (event) => event.customerId ?? null],
  ['customer_native_id', 'text', (event) => event.customerNativeId ?? null],
  ['business_unit_key', 'text', (event) => event.businessUnitKey ?? null],
  ['region', 'text', (event) => event.region ?? null],
  ['severity', 'text', (event) => event.severity ?? null],
  ['attributes', 'jsonb', (event) => JSON.stringify(event.attributes)],
]

const NAMES = COLUMNS.map(([name]) => name).join(', ')
const INSERT = `insert into events.log (sequence, ${NAMES})
  select $1::bigint + place, ${NAMES}
  from unnest(${COLUMNS.map(([, type], index) => `$${index + 2}::${type}[]`).join(', ')})
    with ordinality as added (${NAMES}, place)`

/**
 * Appends events in their order; those that the log has already are left out. From here to the end of the transaction
 * nobody else appends: call it last. The followers are told when the transaction commits.
 */
export async function appendEvents(transaction: Queryable, events: readonly NewEvent[]): Promise<void> {
  const distinct = [...new Map(events.map((event) => [event.eventId, event])).values()]
  if (distinct.length === 0) return
  const [head] = await transaction.query<{ sequence: string }>('select sequence from events.head for update')
  const known = await transaction.query<{ event_id: string }>(
    'select event_id from events.log where event_id = any($1)',
    [distinct.map(({ eventId }) => eventId)],
  )
  const has = new Set(known.map(({ event_id }) => event_id))
  const added = distinct.filter(({ eventId }) => !has.has(eventId))
  if (added.length === 0) return
  await transaction.query(INSERT, [head?.sequence ?? '0', ...COLUMNS.map(([, , read]) => added.map(read))])
  await transaction.query(
    `with moved as (update events.head set sequence = sequence + $1 returning sequence)
     select pg_notify('${LOG_CHANNEL}', sequence::text) from moved`,
    [added.length],
  )
}
