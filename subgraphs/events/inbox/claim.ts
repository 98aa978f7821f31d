import type { EventCause } from '#shared/events/event.ts'
import type { Queryable, Store } from '#shared/store/store.ts'

/** What an item needs to be applied. */
export interface ClaimedItem {
  id: string
  connectionId: string
  sourceEventId: string
  cause: EventCause
  /** Null, with a payload, for what could not be read before. */
  objectType: string | null
  nativeId: string | null
  occurredAt: Date | null
  receivedAt: Date
  correlationId: string
  payload: Buffer | null
  requestKeys: readonly string[] | null
  /** This one included. */
  attempts: number
  /** The store's time: what is read after it holds every change that the item is about. */
  claimedAt: Date
}

/** Who claims: each process holds an advisory lock of its number for as long as it lives. */
export const WORKER_LOCK = 7_301_005
const CLAIM_LOCK = 7_301_006
/** A process that lives but does not come back. Longer than anything that is done with a claim. */
const CLAIM_SECONDS = 90
const MOST_DEATHS = 3

/** SQL: the numbers of the processes that live. */
export const LIVE_WORKERS = `select objid::bigint::integer from pg_locks where locktype = 'advisory'
  and classid::bigint = ${WORKER_LOCK} and objsubid = 2 and granted
  and database = (select oid from pg_database where datname = current_database())`

const RELEASE_DEAD = `update events.inbox set deaths = deaths + 1, alone = true, claimed_by = null,
    state = case when deaths + 1 >= ${MOST_DEATHS} then 'QUARANTINED' else 'PENDING' end,
    reason = case when deaths + 1 >= ${MOST_DEATHS} then 'the process died with it in hand, ${MOST_DEATHS} times' end,
    settled_at = case when deaths + 1 >= ${MOST_DEATHS} then now() end
  where connection_id = $1 and state = 'CLAIMED' and (claimed_until < now() or claimed_by not in (${LIVE_WORKERS}))
  returning id`

const CLAIM = `with next as (
    select id from events.inbox as item
    where connection_id = $1 and state = 'PENDING' and alone = $2 and next_attempt_at <= now()
      and not exists (select from events.inbox as held where held.state = 'CLAIMED'
        and (held.connection_id, held.object_type, held.native_id)
          = (item.connection_id, item.object_type, item.native_id))
    order by id limit $3 for update skip locked)
  update events.inbox set state = 'CLAIMED', attempts = attempts + 1, claimed_by = $4,
    claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS})
  from next where inbox.id = next.id
  returning inbox.id, connection_id as "connectionId", source_event_id as "sourceEventId", cause,
    object_type as "objectType", native_id as "nativeId", occurred_at as "occurredAt",
    received_at as "receivedAt", correlation_id as "correlationId", payload, request_keys as "requestKeys", attempts, now() as "claimedAt"`

/**
 * Claims what is due of one connection, oldest first: many items, or one of those that are tried alone. Nobody else gets an
 * item of the same record until these are settled. What a dead process had in hand comes back alone; three deaths, and it is
 * quarantined before the next try.
 */
export function claimItems(
  store: Store,
  {
    connectionId,
    worker,
    limit,
    alone,
  }: { connectionId: string; worker: number; limit: number; alone: boolean },
): Promise<ClaimedItem[]> {
  return store.transaction(async (transaction) => {
    // One at a time: two claims at once could each take an item of the same record.
    await transaction.query('select pg_advisory_xact_lock($1, hashtext($2))', [CLAIM_LOCK, connectionId])
    await transaction.query(RELEASE_DEAD, [connectionId])
    const items = await transaction.query<ClaimedItem>(CLAIM, [
      connectionId,
      alone,
      alone ? 1 : limit,
      worker,
    ])
    return items.sort((one, other) => Number(BigInt(one.id) - BigInt(other.id)))
  })
}

/** What has become of claimed items. */
export interface Settlement {
  id: string
  state: 'DONE' | 'UNCHANGED' | 'DEAD' | 'PENDING'
  reason: string | undefined
  /** PENDING: seconds until it is tried again, and whether apart from others. */
  retryInSeconds?: number
  alone?: boolean
}

/** Thrown where a claim was lost in the meantime: whoever has it now does the work, and this transaction must not. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost'
}

/** Settles claimed items, or throws ClaimLost when any of them is not this worker's any more. */
export async function settleItems(
  transaction: Queryable,
  worker: number,
  settlements: readonly Settlement[],
): Promise<void> {
  const rows = await transaction.query(
    `update events.inbox set state = given.state, reason = given.reason, claimed_by = null,
       alone = inbox.alone or given.alone,
       next_attempt_at = now() + make_interval(secs => given.retry_in),
       settled_at = case when given.state = 'PENDING' then null else now() end
     from unnest($2::bigint[], $3::text[], $4::text[], $5::float8[], $6::boolean[])
       as given (id, state, reason, retry_in, alone)
     where inbox.id = given.id and inbox.state = 'CLAIMED' and inbox.claimed_by = $1
     returning inbox.id`,
    [
      worker,
      settlements.map(({ id }) => id),
      settlements.map(({ state }) => state),
      settlements.map(({ reason }) => reason ?? null),
      settlements.map(({ retryInSeconds }) => retryInSeconds ?? 0),
      settlements.map(({ alone }) => alone ?? false),
    ],
  )
  if (rows.length !== settlements.length)
    throw new ClaimLost('items of this batch were claimed by somebody else')
}
