import { WeftError } from '#shared/errors.ts'
import type { Queryable, Store } from '#shared/store/store.ts'
import { readHead, readLog } from '../log/log-rows.ts'
import { entityKeyOf, keepOrder } from './backlog.ts'
import type { Endpoint } from './endpoint.ts'
import { isFor } from './next-events.ts'

/** An endpoint as a person looks at it. */
export interface EndpointView {
  id: string
  state: 'ACTIVE' | 'FAILING' | 'DISABLED'
  /** Every event up to here was delivered, is not for it, or waits. */
  position: number
  /** Entries of the log behind the position. */
  behind: number
  waiting: number
  dead: number
  lastSequence: number | null
  lastDeliveredAt: Date | null
  failingSince: Date | null
  /** Attempts that failed since the last delivery, and how the last one did. */
  failures: number
  lastFailure: string | null
  nextAttemptAt: Date | null
  disabledAt: Date | null
  disabledReason: string | null
}

/** An event that an endpoint has still to get. */
export interface BacklogView {
  sequence: string
  eventId: string | null
  type: string | null
  state: string
  attempts: number
  nextAttemptAt: Date
  reason: string | null
}

/** Adds endpoints that the store does not know; they begin where the log ends now. */
export async function registerEndpoints(store: Queryable, ids: readonly string[]): Promise<void> {
  await store.query(
    `insert into events.webhook_endpoints (endpoint_id, position)
     select id, sequence from unnest($1::text[]) as given (id), events.head on conflict do nothing`,
    [ids],
  )
}

/** Every endpoint that was ever registered, or those asked for. */
export async function listEndpoints(store: Queryable, ids?: readonly string[]): Promise<EndpointView[]> {
  const rows = await store.query<EndpointView>(
    `select endpoint_id as id, position::float8, greatest(head.sequence - position, 0)::float8 as behind,
       case when disabled_at is not null then 'DISABLED' when failing_since is not null then 'FAILING' else 'ACTIVE' end as state,
       waiting::float8, dead::float8, last_sequence::float8 as "lastSequence", last_delivered_at as "lastDeliveredAt",
       failing_since as "failingSince", failures, last_failure as "lastFailure",
       greatest(next_attempt_at, not_before) as "nextAttemptAt",
       disabled_at as "disabledAt", disabled_reason as "disabledReason"
     from events.head, events.webhook_endpoints as endpoint, lateral (
       select count(*) filter (where state = 'WAITING') as waiting, count(*) filter (where state = 'DEAD') as dead,
         min(next_attempt_at) filter (where state = 'WAITING') as next_attempt_at
       from events.webhook_backlog as waiting where waiting.endpoint_id = endpoint.endpoint_id) as backlog
     where $1::text[] is null or endpoint_id = any($1) order by endpoint_id`,
    [ids ?? null],
  )
  return rows
}

/** What an endpoint has still to get, the oldest first. */
export function listBacklog(store: Queryable, endpointId: string, limit: number): Promise<BacklogView[]> {
  return store.query<BacklogView>(
    `select sequence, event_id as "eventId", type, state, attempts, next_attempt_at as "nextAttemptAt", reason
     from events.webhook_backlog left join events.log using (sequence)
     where endpoint_id = $1 order by sequence limit $2`,
    [endpointId, limit],
  )
}

/**
 * Lets an endpoint be called again: everything that waits is tried at once, from its first attempt on. What was removed from
 * the log in the meantime is passed over; answers how many entries that were.
 */
export function enableEndpoint(store: Store, endpointId: string): Promise<number> {
  return store.transaction(async (transaction) => {
    const [row] = await transaction.query<{ skipped: number }>(
      `with before as (select position from events.webhook_endpoints where endpoint_id = $1 for update)
       update events.webhook_endpoints as endpoint set disabled_at = null, disabled_reason = null, not_before = null,
         failing_since = null, failures = 0, position = greatest(endpoint.position, head.removed_through)
       from before, events.head where endpoint.endpoint_id = $1
       returning greatest(head.removed_through - before.position, 0)::integer as skipped`,
      [endpointId],
    )
    await transaction.query(
      `update events.webhook_backlog set attempts = 0, first_failed_at = null, last_failed_at = null, next_attempt_at = now()
       where endpoint_id = $1 and state = 'WAITING'`,
      [endpointId],
    )
    return row?.skipped ?? 0
  })
}

/** Nothing more is begun; what happens waits in the log until the endpoint is enabled. */
export async function disableEndpoint(store: Queryable, endpointId: string, reason: string): Promise<void> {
  await store.query(
    `update events.webhook_endpoints set disabled_at = coalesce(disabled_at, now()), disabled_reason = $2
     where endpoint_id = $1`,
    [endpointId, reason],
  )
}

const PAGE = 500

/**
 * Puts what an endpoint was to get of a range, both ends included, into its backlog again, delivered or not; answers how much
 * that was. Events keep their ids. SEQUENCE_EXPIRED where a part of the range is no longer in the log.
 */
export async function replayEvents(
  store: Store,
  { id, types, rows }: Pick<Endpoint, 'id' | 'types' | 'rows'>,
  range: { from: number; to: number | undefined },
): Promise<number> {
  const { removedThrough } = await readHead(store)
  if (range.from <= removedThrough)
    throw new WeftError('SEQUENCE_EXPIRED', `events up to ${removedThrough} were removed from the log`)
  const [view] = await listEndpoints(store, [id])
  // What is behind the position comes anyway.
  const last = Math.min(range.to ?? Number.POSITIVE_INFINITY, view?.position ?? 0)
  let replayed = 0
  for (let after = range.from - 1; after < last; ) {
    const page = await readLog(store, after, PAGE)
    const wanted = page.filter((event) => event.sequence <= last && isFor({ types, rows }, event))
    await addToBacklog(
      store,
      id,
      wanted.map((event) => [event.sequence, entityKeyOf(event)]),
    )
    replayed += wanted.length
    after = page.at(-1)?.sequence ?? last
  }
  return replayed
}

async function addToBacklog(
  store: Queryable,
  endpointId: string,
  events: readonly (readonly [sequence: number, entityKey: string])[],
): Promise<void> {
  await store.query(
    `insert into events.webhook_backlog (endpoint_id, sequence, entity_key, state, attempts, next_attempt_at)
     select $1, sequence, entity_key, 'WAITING', 0, now() from unnest($2::bigint[], $3::text[]) as given (sequence, entity_key)
     on conflict (endpoint_id, sequence) do update set state = 'WAITING', attempts = 0, first_failed_at = null,
       last_failed_at = null, next_attempt_at = now(), reason = null`,
    [endpointId, events.map(([sequence]) => sequence), events.map(([, key]) => key)],
  )
  await keepOrder(
    store,
    endpointId,
    events.map(([, key]) => key),
  )
}
