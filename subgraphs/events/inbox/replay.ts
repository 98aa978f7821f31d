import type { Queryable } from '#shared/store/store.ts'

/** Which items of the inbox: all given parts must hold. */
export interface ItemChoice {
  ids?: readonly string[]
  connectionId?: string
  states?: readonly string[]
  /** By when they were received. */
  from?: Date
  to?: Date
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
  and ($5::timestamptz is null or received_at < $5)`

const valuesOf = ({ ids, connectionId, states, from, to }: ItemChoice): unknown[] => [
  ids ?? null,
  connectionId ?? null,
  states ?? null,
  from ?? null,
  to ?? null,
]

/** The latest first. */
export function listItems(store: Queryable, choice: ItemChoice, limit: number): Promise<ItemView[]> {
  return store.query<ItemView>(
    `select ${COLUMNS} from events.inbox where ${CHOSEN} order by id desc limit $6`,
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
     where ${CHOSEN} and state not in ('PENDING', 'CLAIMED') and (native_id is not null or payload is not null)
     returning 1 as replayed`,
    valuesOf(choice),
  )
  return rows.length
}
