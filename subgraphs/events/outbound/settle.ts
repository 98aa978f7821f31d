import type { Queryable, Store } from '#shared/store/store.ts'
import { keepOrder } from './backlog.ts'
import { LeaseLost } from './lease.ts'

/** An event that has still to be delivered after this turn, or never will be. */
export interface Left {
  sequence: number
  entityKey: string
  state: 'WAITING' | 'DEAD'
  attempts: number
  /** Whether the last attempt was in this turn. */
  hasFailed: boolean
  nextInSeconds: number
  reason: string | undefined
}

/** What a turn at an endpoint has come to. */
export interface TurnResult {
  /** Up to where the log was looked at. */
  position: number
  /** Sequences that were delivered. */
  delivered: readonly number[]
  left: readonly Left[]
  /** Attempts that failed, after the last delivery where there was one. */
  failures: number
  lastFailure: string | undefined
  /** Whether events that waited because the endpoint was down are to be tried at once. */
  isBack: boolean
  /** How long the endpoint asked to be left alone. */
  pauseSeconds: number | undefined
  /** Why nothing more is sent before somebody enables the endpoint. */
  disabledReason: string | undefined
}

/** Writes the result down, all or nothing. Throws LeaseLost where another process delivers to the endpoint now. */
export function settleTurn(
  store: Store,
  { endpointId, worker }: { endpointId: string; worker: number },
  result: TurnResult,
): Promise<void> {
  return store.transaction(async (transaction) => {
    await writeEndpoint(transaction, endpointId, worker, result)
    if (result.delivered.length > 0)
      await transaction.query(
        'delete from events.webhook_backlog where endpoint_id = $1 and sequence = any($2)',
        [endpointId, result.delivered],
      )
    if (result.left.length > 0) await writeLeft(transaction, endpointId, result.left)
    if (result.isBack) await tryAgain(transaction, endpointId)
    const keys = result.left.map(({ entityKey }) => entityKey)
    if (keys.length > 0) await keepOrder(transaction, endpointId, keys)
  })
}

async function writeEndpoint(
  transaction: Queryable,
  endpointId: string,
  worker: number,
  result: TurnResult,
): Promise<void> {
  const { position, delivered, failures, lastFailure, pauseSeconds, disabledReason } = result
  const rows = await transaction.query(
    `update events.webhook_endpoints set position = greatest(position, $3),
       last_sequence = coalesce($4, last_sequence),
       last_delivered_at = case when $4::bigint is null then last_delivered_at else now() end,
       failing_since = case when $5::integer = 0 then case when $4::bigint is null then failing_since end
         when $4::bigint is null then coalesce(failing_since, now()) else now() end,
       failures = case when $4::bigint is null then failures else 0 end + $5,
       last_failure = coalesce($6, last_failure),
       not_before = case when $7::float8 is null then not_before else now() + make_interval(secs => $7) end,
       disabled_at = case when $8::text is null then disabled_at else now() end,
       disabled_reason = coalesce($8, disabled_reason)
     where endpoint_id = $1 and leased_by = $2 returning 1 as ours`,
    [
      endpointId,
      worker,
      position,
      delivered.length > 0 ? Math.max(...delivered) : null,
      failures,
      lastFailure ?? null,
      pauseSeconds ?? null,
      disabledReason ?? null,
    ],
  )
  if (rows.length === 0) throw new LeaseLost(`another process delivers to ${endpointId}`)
}

async function writeLeft(transaction: Queryable, endpointId: string, left: readonly Left[]): Promise<void> {
  await transaction.query(
    `insert into events.webhook_backlog as waiting
       (endpoint_id, sequence, entity_key, state, attempts, first_failed_at, last_failed_at, next_attempt_at, reason)
     select $1, sequence, entity_key, state, attempts, case when has_failed then now() end, case when has_failed then now() end,
       now() + make_interval(secs => next_in), reason
     from unnest($2::bigint[], $3::text[], $4::text[], $5::integer[], $6::boolean[], $7::float8[], $8::text[])
       as given (sequence, entity_key, state, attempts, has_failed, next_in, reason)
     on conflict (endpoint_id, sequence) do update set state = excluded.state, attempts = excluded.attempts,
       first_failed_at = coalesce(waiting.first_failed_at, excluded.first_failed_at),
       last_failed_at = coalesce(excluded.last_failed_at, waiting.last_failed_at),
       next_attempt_at = excluded.next_attempt_at, reason = coalesce(excluded.reason, waiting.reason)`,
    [
      endpointId,
      left.map(({ sequence }) => sequence),
      left.map(({ entityKey }) => entityKey),
      left.map(({ state }) => state),
      left.map(({ attempts }) => attempts),
      left.map(({ hasFailed }) => hasFailed),
      left.map(({ nextInSeconds }) => nextInSeconds),
      left.map(({ reason }) => reason ?? null),
    ],
  )
}

/** What waited for the endpoint to come back is due now; what failed in this very turn is not. */
async function tryAgain(transaction: Queryable, endpointId: string): Promise<void> {
  await transaction.query(
    `update events.webhook_backlog set next_attempt_at = now()
     where endpoint_id = $1 and state = 'WAITING' and next_attempt_at > now() and last_failed_at is distinct from now()`,
    [endpointId],
  )
}
