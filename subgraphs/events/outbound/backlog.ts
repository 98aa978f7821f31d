import type { BusinessEvent } from '#shared/events/event.ts'
import type { Queryable } from '#shared/store/store.ts'
import { toEvent, type LogRow, LOG_COLUMNS } from '../log/log-rows.ts'

/** An event that is to be delivered to an endpoint. */
export interface Pending {
  event: BusinessEvent
  /** Events with the same key are delivered in their order. */
  entityKey: string
  /** Attempts that have failed. */
  attempts: number
  firstFailedAt: Date | undefined
  lastFailedAt: Date | undefined
}

/** What an event is about: the entity where it has an id, else the record. */
export function entityKeyOf({ entityId, source }: BusinessEvent): string {
  return entityId ?? `${source.connectionId}/${source.objectType}/${source.nativeId}`
}

const COLUMNS = `${LOG_COLUMNS}, entity_key as "entityKey", attempts, first_failed_at as "firstFailedAt",
  last_failed_at as "lastFailedAt"`
const DUE = `select * from events.webhook_backlog as due
  where endpoint_id = $1 and state = 'WAITING' and next_attempt_at <= now()`
/** What was tried before, and one that was not: it may be the events that are at fault, not the endpoint. */
const PROBES = `(${DUE} and attempts > 0) union all
  (${DUE} and attempts = 0 and not exists (
    select from events.webhook_backlog as earlier where earlier.endpoint_id = $1 and earlier.state = 'WAITING'
      and earlier.entity_key = due.entity_key and earlier.sequence < due.sequence)
  order by sequence limit 1)`

/** Events of the backlog whose turn it is, in the order of the log; of an endpoint that is down, those that probe it. */
export async function readDue(
  store: Queryable,
  { endpointId, isDown }: { endpointId: string; isDown: boolean },
  limit: number,
): Promise<Pending[]> {
  const rows = await store.query<
    LogRow & { entityKey: string; attempts: number; firstFailedAt: Date | null; lastFailedAt: Date | null }
  >(
    `select ${COLUMNS} from (${isDown ? PROBES : DUE}) as waiting join events.log using (sequence)
     order by sequence limit $2`,
    [endpointId, limit],
  )
  return rows.map(({ entityKey, attempts, firstFailedAt, lastFailedAt, ...row }) => ({
    event: toEvent(row),
    entityKey,
    attempts,
    firstFailedAt: firstFailedAt ?? undefined,
    lastFailedAt: lastFailedAt ?? undefined,
  }))
}

/** Tells of which of these entities something waits already. */
export async function waitingAmong(
  store: Queryable,
  endpointId: string,
  pending: readonly Pending[],
): Promise<(one: Pending) => boolean> {
  const rows = await store.query<{ key: string }>(
    `select distinct entity_key as key from events.webhook_backlog
     where endpoint_id = $1 and state = 'WAITING' and entity_key = any($2)`,
    [endpointId, pending.map(({ entityKey }) => entityKey)],
  )
  const keys = new Set(rows.map(({ key }) => key))
  return ({ entityKey }) => keys.has(entityKey)
}

/** Gives up what waits here and was removed from the log in the meantime; answers how much. */
export async function buryRemoved(store: Queryable, endpointId: string): Promise<number> {
  const rows = await store.query(
    `update events.webhook_backlog as waiting set state = 'DEAD', reason = 'it was removed from the log'
     where endpoint_id = $1 and state = 'WAITING'
       and not exists (select from events.log where log.sequence = waiting.sequence) returning 1 as buried`,
    [endpointId],
  )
  return rows.length
}

/** Keeps the events of these entities in their order: none is tried before the one in front of it. */
export async function keepOrder(
  store: Queryable,
  endpointId: string,
  entityKeys: readonly string[],
): Promise<void> {
  await store.query(
    `with ordered as (
       select sequence, max(next_attempt_at) over (partition by entity_key order by sequence) as earliest
       from events.webhook_backlog where endpoint_id = $1 and state = 'WAITING' and entity_key = any($2))
     update events.webhook_backlog as waiting set next_attempt_at = ordered.earliest from ordered
     where endpoint_id = $1 and waiting.sequence = ordered.sequence and next_attempt_at < ordered.earliest`,
    [endpointId, entityKeys],
  )
}
