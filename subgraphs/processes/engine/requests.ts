import type { Queryable } from '#shared/store/store.ts'
import { digestOfInput } from '#shared/idempotency/digests.ts'
import type { UserErrorRecord } from '#shared/user-errors.ts'
import { Refused, refusal } from '../user-errors.ts'
import type { Engine } from './engine.ts'

/** Somebody's wish, with the key that makes it one wish however often it is sent. */
export interface Request {
  clientId: string
  /** The mutation, or what else asked. */
  operation: string
  idempotencyKey: string
  /** All that the wish consists of; JSON. */
  input: unknown
}

export type Answered<Answer> =
  | { answer: Answer; replayed: boolean }
  | { userErrors: readonly UserErrorRecord[]; replayed: false }

const KEY = /^[\x21-\x7e]{1,200}$/

/**
 * Grants a wish once: `grant` runs in the transaction that remembers its key, and a wish that was granted is answered as it was
 * then. What is refused leaves nothing behind, not even its key. IDEMPOTENCY_KEY_REUSED for a key that stands for another wish.
 */
export async function grantOnce<Answer>(
  { turns }: Pick<Engine, 'turns'>,
  request: Request,
  grant: (transaction: Queryable) => Promise<Answer>,
): Promise<Answered<Answer>> {
  try {
    return await turns.transaction(async (transaction) => {
      const isNew = await rememberKey(transaction, request)
      if (!isNew) return { answer: await recall<Answer>(transaction, request), replayed: true }
      const answer = await grant(transaction)
      await transaction.query(
        'update processes.requests set answer = $4 where client_id = $1 and operation = $2 and idempotency_key = $3',
        [request.clientId, request.operation, request.idempotencyKey, JSON.stringify(answer)],
      )
      return { answer, replayed: false }
    })
  } catch (error) {
    if (error instanceof Refused) return { userErrors: error.userErrors, replayed: false }
    throw error
  }
}

/** Whether a wish was granted before: then nothing needs to be looked at for it. */
export async function wasGranted(
  { store }: Pick<Engine, 'store'>,
  { clientId, operation, idempotencyKey }: Request,
): Promise<boolean> {
  const rows = await store.query(
    'select 1 from processes.requests where client_id = $1 and operation = $2 and idempotency_key = $3',
    [clientId, operation, idempotencyKey],
  )
  return rows.length > 0
}

async function rememberKey(
  transaction: Queryable,
  { clientId, operation, idempotencyKey, input }: Request,
): Promise<boolean> {
  if (!KEY.test(idempotencyKey))
    throw refusal('INVALID', 'the key must be 1 to 200 printable characters without spaces', [
      'idempotencyKey',
    ])
  const added = await transaction.query(
    `insert into processes.requests (client_id, operation, idempotency_key, input_digest, answer)
     values ($1, $2, $3, $4, 'null') on conflict do nothing returning 1`,
    [clientId, operation, idempotencyKey, digestOfInput({ input })],
  )
  return added.length > 0
}

async function recall<Answer>(
  transaction: Queryable,
  { clientId, operation, idempotencyKey, input }: Request,
): Promise<Answer> {
  const [known] = await transaction.query<{ digest: string; answer: Answer }>(
    `select input_digest as digest, answer from processes.requests
     where client_id = $1 and operation = $2 and idempotency_key = $3`,
    [clientId, operation, idempotencyKey],
  )
  if (known?.digest !== digestOfInput({ input }))
    throw refusal('IDEMPOTENCY_KEY_REUSED', 'this key stands for another request', ['idempotencyKey'])
  return known.answer
}
