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
    assertKey(request)
    return await turns.transaction(async (transaction) => {
      const [isNew] = await rememberKeys(transaction, [{ request, answer: null }])
      if (!isNew) return recall<Answer>(request, await readGranted(transaction, [request]))
      const answer = await grant(transaction)
      await transaction.query(
        'update processes.requests set answer = $4 where client_id = $1 and operation = $2 and idempotency_key = $3',
        [request.clientId, request.operation, request.idempotencyKey, JSON.stringify(answer)],
      )
      return { answer, replayed: false }
    })
  } catch (error) {
    return toRefused(error)
  }
}

/** What a refusal is answered as; anything else is thrown on. */
export function toRefused(error: unknown): { userErrors: readonly UserErrorRecord[]; replayed: false } {
  if (error instanceof Refused) return { userErrors: error.userErrors, replayed: false }
  throw error
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

/** Refuses a key that cannot be one. */
export function assertKey({ idempotencyKey }: Request): void {
  if (!KEY.test(idempotencyKey))
    throw refusal('INVALID', 'the key must be 1 to 200 printable characters without spaces', [
      'idempotencyKey',
    ])
}

/**
 * Remembers the keys of some wishes and what they are answered; says of each whether its key was new, which it is to the first
 * of several. Whoever remembers one of them elsewhere at this moment is waited for; keys have one order, so nobody waits in a ring.
 */
export async function rememberKeys(
  transaction: Queryable,
  granted: readonly { request: Request; answer: unknown }[],
): Promise<boolean[]> {
  const added = await transaction.query<KeyColumns>(
    `insert into processes.requests (client_id, operation, idempotency_key, input_digest, answer)
     select client_id, operation, idempotency_key, input_digest, answer
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[])
       with ordinality as asked (client_id, operation, idempotency_key, input_digest, answer, place)
     order by client_id, operation, idempotency_key, place
     on conflict do nothing returning ${KEY_COLUMNS}`,
    [
      ...columnsOf(granted.map(({ request }) => request)),
      granted.map(({ request: { input } }) => digestOfInput({ input })),
      granted.map(({ answer }) => JSON.stringify(answer)),
    ],
  )
  const isAdded = new Set(added.map(nameOf))
  return granted.map(({ request }) => isAdded.delete(nameOf(request)))
}

/** What was granted for the keys of some wishes, by `nameOf`. */
export async function readGranted(
  transaction: Queryable,
  requests: readonly Request[],
): Promise<ReadonlyMap<string, Granted>> {
  const rows = await transaction.query<KeyColumns & Granted>(
    `select ${KEY_COLUMNS}, input_digest as digest, answer from processes.requests
     join unnest($1::text[], $2::text[], $3::text[]) as asked (client_id, operation, idempotency_key)
       using (client_id, operation, idempotency_key)`,
    columnsOf(requests),
  )
  return new Map(rows.map((row) => [nameOf(row), row]))
}

/** The answer of a wish that was granted before; refused where its key stands for another one. */
export function recall<Answer>(
  request: Request,
  granted: ReadonlyMap<string, Granted>,
): { answer: Answer; replayed: true } {
  const known = granted.get(nameOf(request))
  if (known?.digest !== digestOfInput({ input: request.input }))
    throw refusal('IDEMPOTENCY_KEY_REUSED', 'this key stands for another request', ['idempotencyKey'])
  return { answer: known.answer as Answer, replayed: true }
}

interface Granted {
  digest: string
  answer: unknown
}

type KeyColumns = Pick<Request, 'clientId' | 'operation' | 'idempotencyKey'>

const KEY_COLUMNS = 'client_id as "clientId", operation, idempotency_key as "idempotencyKey"'

const nameOf = ({ clientId, operation, idempotencyKey }: KeyColumns): string =>
  JSON.stringify([clientId, operation, idempotencyKey])

const columnsOf = (requests: readonly Request[]): string[][] => [
  requests.map(({ clientId }) => clientId),
  requests.map(({ operation }) => operation),
  requests.map(({ idempotencyKey }) => idempotencyKey),
]
