import type { EventType } from '#shared/events/event.ts'
import type { ChangedKind } from '#shared/events/facts.ts'
import type { Queryable } from '#shared/store/store.ts'

/** Which items of the inbox: all given parts must hold. */
export interface ItemChoice {
  ids?: readonly string[]
  connectionId?: string
  states?: readonly string[]
  /** By when they were received. */
  from?: Date
  to?: Date
  /** Of records that tell such events, as far as one like it was ever read. */
  types?: readonly EventType[]
}

/** Which records tell of what. A customer is created by matching, when its record is first read. */
const KIND_OF: Readonly<Record<EventType, ChangedKind>> = {
  CUSTOMER_CREATED: 'CUSTOMER',
  CUSTOMER_UPDATED: 'CUSTOMER',
  INVOICE_POSTED: 'POSTING',
  INVOICE_PAID: 'INVOICE',
  PAYMENT_FAILED: 'PAYMENT',
  PAYMENT_SUCCEEDED: 'PAYMENT',
  CONTRACT_RENEWED: 'CONTRACT',
  SUBSCRIPTION_CHANGED: 'SUBSCRIPTION',
  ENTITLEMENT_CHANGED: 'ENTITLEMENT',
  CASE_OPENED: 'CASE',
  CASE_ESCALATED: 'CASE',
  CASE_RESOLVED: 'CASE',
}

/** An item as a person looks at it. */
export interface ItemView {
  id: string
  connectionId: string
  sourceEventId: string
  cause: string
  objectType: string | null
  nativeId: string | null
  state: string
  reason: string | null
  attempts: number
  receivedAt: Date
  correlationId: string
}

const COLUMNS = `id, connection_id as "connectionId", source_event_id as "sourceEventId", cause, object_type as "objectType",
  native_id as "nativeId", state, reason, attempts, received_at as "receivedAt", correlation_id as "correlationId"`

const CHOSEN = `($1::bigint[] is null or id = any($1)) and ($2::text is null or connection_id = $2)
  and ($3::text[] is null or state = any($3)) and ($4::timestamptz is null or received_at >= $4)
  and ($5::timestamptz is null or received_at < $5) and ($6::text[] is null or (connection_id, object_type) in
    (select distinct connection_id, object_type from events.records where kind = any($6)))`

/** What can be put back: settled, and told what it is about. */
const REPLAYABLE = `${CHOSEN} and state not in ('PENDING', 'CLAIMED') and (native_id is not null or payload is not null)`

const valuesOf = ({ ids, connectionId, states, from, to, types }: ItemChoice): unknown[] => [
  ids ?? null,
  connectionId ?? null,
  states ?? null,
  from ?? null,
  to ?? null,
  types?.map((type) => KIND_OF[type]) ?? null,
]

/** The latest first. */
export function listItems(store: Queryable, choice: ItemChoice, limit: number): Promise<ItemView[]> {
  return store.query<ItemView>(
    `select ${COLUMNS} from events.inbox where ${CHOSEN} order by id desc limit $7`,
    [...valuesOf(choice), limit],
  )
}

/**
 * Puts settled items back, to be applied as if they had just come; answers how many. What a replay tells has the cause
 * REPLAY. Items that the log knows already change nothing.
 */
export async function replayItems(store: Queryable, choice: ItemChoice): Promise<number> {
  const rows = await store.query(
    `update events.inbox set state = 'PENDING', cause = 'REPLAY', reason = null, attempts = 0, deaths = 0, alone = false,
       next_attempt_at = now(), settled_at = null
     where ${REPLAYABLE} returning 1 as replayed`,
    valuesOf(choice),
  )
  return rows.length
}

/** How many items a replay would put back now. */
export async function countReplayable(store: Queryable, choice: ItemChoice): Promise<number> {
  const [row] = await store.query<{ count: string }>(
    `select count(*) from events.inbox where ${REPLAYABLE}`,
    valuesOf(choice),
  )
  return Number(row?.count ?? 0)
}
