import { WeftError } from '../errors.ts'
import { migrate } from '../store/migrate.ts'
import type { Queryable, Store } from '../store/store.ts'

/** Where processes are told that somebody's access was ended or given back. */
export const ACCESS_CHANNEL = 'weft_access'

/** Any fixed number: with a client's, whoever changes that client's access waits for this lock. */
const ACCESS_LOCK = 7_301_012
const MAX_REASON = 500

/** What somebody says who ends a client's access, or gives it back. */
export interface AccessChange {
  clientId: string
  reason: string
  /** Who says so: a caller's subject, or whoever types commands. */
  actor: string
  at: Date
}

/** Ends and gives back the access of clients, for every process on the store. */
export interface Revocations {
  /**
   * Ends a client's access. One that is ended stays as it was ended first: repeated, it answers when that was.
   * INVALID_ARGUMENT without an id or a reason.
   */
  revoke(change: AccessChange): Promise<{ revokedAt: Date; wasRevoked: boolean }>
  /** Gives it back; false where it was not ended. */
  restore(change: AccessChange): Promise<boolean>
  /** Clients whose access is ended now, by id. */
  list(): Promise<Revocation[]>
}

export interface Revocation {
  clientId: string
  reason: string
  actor: string
  revokedAt: Date
}

/** Opens what is known of ended access in this store; its tables are brought up to date. */
export async function openRevocations(store: Store): Promise<Revocations> {
  await migrate(store, { owner: 'access', folder: new URL('migrations/', import.meta.url) })
  return {
    revoke: (change) => store.transaction((transaction) => revokeClient(transaction, change)),
    restore: (change) => store.transaction((transaction) => restoreClient(transaction, change)),
    list: () => listRevocations(store),
  }
}

/** The same as part of a transaction that somebody else began. */
export async function revokeClient(
  transaction: Queryable,
  change: AccessChange,
): Promise<{ revokedAt: Date; wasRevoked: boolean }> {
  const current = await lockClient(transaction, change)
  if (current?.action === 'REVOKED') return { revokedAt: current.at, wasRevoked: true }
  await append(transaction, 'REVOKED', change)
  return { revokedAt: change.at, wasRevoked: false }
}

async function restoreClient(transaction: Queryable, change: AccessChange): Promise<boolean> {
  const current = await lockClient(transaction, change)
  if (current?.action !== 'REVOKED') return false
  await append(transaction, 'RESTORED', change)
  return true
}

interface Row {
  action: 'REVOKED' | 'RESTORED'
  at: Date
}

/** What holds for a client now; nobody else changes it until the transaction ends. */
async function lockClient(
  transaction: Queryable,
  { clientId, reason }: AccessChange,
): Promise<Row | undefined> {
  if (clientId === '' || reason.trim() === '' || reason.length > MAX_REASON)
    throw new WeftError('INVALID_ARGUMENT', `say which client, and why in 1 to ${MAX_REASON} characters`)
  await transaction.query('select pg_advisory_xact_lock($1, hashtext($2))', [ACCESS_LOCK, clientId])
  const [row] = await transaction.query<Row>(
    'select action, at from access.revocations where client_id = $1 order by id desc limit 1',
    [clientId],
  )
  return row
}

async function append(
  transaction: Queryable,
  action: Row['action'],
  { clientId, reason, actor, at }: AccessChange,
): Promise<void> {
  await transaction.query(
    'insert into access.revocations (client_id, action, reason, actor, at) values ($1, $2, $3, $4, $5)',
    [clientId, action, reason, actor, at],
  )
  // Told when it is committed; it carries nothing, because whoever hears it reads.
  await transaction.query(`notify ${ACCESS_CHANNEL}`)
}

async function listRevocations(store: Queryable): Promise<Revocation[]> {
  return store.query<Revocation>(
    `select client_id as "clientId", reason, actor, at as "revokedAt" from (
       select distinct on (client_id) client_id, action, reason, actor, at
       from access.revocations order by client_id, id desc) latest
     where action = 'REVOKED' order by client_id`,
  )
}
