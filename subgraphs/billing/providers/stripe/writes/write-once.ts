import type { Stripe } from 'stripe'
import { isWeftError } from '#shared/errors.ts'
import type { WriteCall } from '#shared/writes.ts'
import { isKeptFault } from '../errors.ts'
import type { Writing } from './writing.ts'

type Named = Pick<Stripe.RequestOptions, 'idempotencyKey'>

export interface Once<Shape> {
  /** Which of a write's calls: each has a key of its own. */
  part: string
  /** What an attempt has made, by a read that is never behind: a list or a record, no search. */
  look(): Promise<Shape | undefined>
  make(stripe: Stripe, key: Named): Promise<Shape>
}

export interface Made<Shape> {
  record: Shape
  isFound: boolean
}

/** Each 500 that Stripe keeps costs a key; a system that cannot write so often is left alone. */
const MOST_KEYS = 4

/**
 * One call of a write, with one effect for its key. Stripe answers a key as the first time, for a day at least; also with a
 * 500, for which nothing more will happen under it. Then what was made is looked for, and only where nothing was, another key
 * is begun, always the same one. A 5xx that is no such answer is passed on: whoever asks again gets the answer of the key.
 * A refusal counts once what an earlier attempt may have made is not there.
 * https://docs.stripe.com/api/idempotent_requests · https://docs.stripe.com/error-low-level (read 2026-11-25)
 */
export async function writeOnce<Shape>(
  { client }: Writing,
  { part, look, make }: Once<Shape>,
  call: WriteCall,
): Promise<Made<Shape>> {
  for (let attempt = 1; ; attempt += 1) {
    const idempotencyKey = `${call.idempotencyKey}:${part}${attempt === 1 ? '' : `:${attempt}`}`
    try {
      const record = await client.write(call, (stripe) => make(stripe, { idempotencyKey }))
      return { record, isFound: false }
    } catch (error) {
      const isRefused = isWeftError(error) && !error.retryable
      if (!isRefused && !isKeptFault(error)) throw error
      const record = await look()
      if (record) return { record, isFound: true }
      if (isRefused || attempt === MOST_KEYS) throw error
    }
  }
}
