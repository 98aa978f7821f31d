import type { Queryable } from '../store/store.ts'
import type { KeyedRequest } from './idempotency-keys.ts'

type KeyName = Pick<KeyedRequest, 'clientId' | 'operation' | 'key'>

/** An attempt that is ours until `held_until`. */
export interface Hold extends KeyName {
  holder: string
  /** Counts from 1. */
  attempts: number
}

export interface KeyRow {
  inputDigest: string
  /** Null: not known yet. */
  outcome: object | null
}

/** Takes the key, if it is new or nobody attempts it and its outcome is not known; undefined otherwise. */
export async function holdKey(
  store: Queryable,
  name: KeyName,
  { inputDigest, holder, holdMs }: { inputDigest: string; holder: string; holdMs: number },
): Promise<Hold | undefined> {
  const [row] = await store.query<{ attempts: number }>(
    `insert into idempotency.keys as known (client_id, operation, key, input_digest, holder, held_until)
     values ($1, $2, $3, $4, $5, now() + $6 * interval '1 millisecond')
     on conflict (client_id, operation, key) do update
       set attempts = known.attempts + 1, holder = excluded.holder, held_until = excluded.held_until
       where known.outcome is null and known.input_digest = excluded.input_digest
         and (known.held_until is null or known.held_until < now())
     returning attempts`,
    [...valuesOf(name), inputDigest, holder, holdMs],
  )
  return row && { ...name, holder, attempts: row.attempts }
}

export async function findKey(store: Queryable, name: KeyName): Promise<KeyRow | undefined> {
  const [row] = await store.query<KeyRow>(
    `select input_digest as "inputDigest", outcome from idempotency.keys
     where client_id = $1 and operation = $2 and key = $3`,
    valuesOf(name),
  )
  return row
}

/** The attempt goes on. */
export async function prolongHold(store: Queryable, hold: Hold, holdMs: number): Promise<void> {
  await store.query(
    `update idempotency.keys set held_until = now() + $5 * interval '1 millisecond'
     where client_id = $1 and operation = $2 and key = $3 and holder = $4`,
    [...valuesOf(hold), hold.holder, holdMs],
  )
}

/** Whoever holds it by now: two attempts with one write key come to the same outcome. */
export async function keepOutcome(store: Queryable, hold: Hold, outcome: object): Promise<void> {
  await store.query(
    `update idempotency.keys set outcome = $4, holder = null, held_until = null
     where client_id = $1 and operation = $2 and key = $3 and outcome is null`,
    [...valuesOf(hold), JSON.stringify(outcome)],
  )
}

/** The next repeat may attempt it. */
export async function endHold(store: Queryable, hold: Hold): Promise<void> {
  await store.query(
    `update idempotency.keys set holder = null, held_until = null
     where client_id = $1 and operation = $2 and key = $3 and holder = $4`,
    [...valuesOf(hold), hold.holder],
  )
}

export async function forgetKey(store: Queryable, hold: Hold): Promise<void> {
  await store.query(
    `delete from idempotency.keys
     where client_id = $1 and operation = $2 and key = $3 and holder = $4 and outcome is null`,
    [...valuesOf(hold), hold.holder],
  )
}

export async function removeOldKeys(store: Queryable, keptDays: number): Promise<void> {
  await store.query(`delete from idempotency.keys where first_asked_at < now() - $1 * interval '1 day'`, [
    keptDays,
  ])
}

const valuesOf = ({ clientId, operation, key }: KeyName): string[] => [clientId, operation, key]
