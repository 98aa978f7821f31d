import { type Answer, settle } from '#shared/answer.ts'
import type { Clock } from '#shared/clock.ts'
import { isWeftError } from '#shared/errors.ts'
import type { StripeClient } from '../client.ts'
import type { NativeFields } from '../native-fields.ts'
import type { Mapping } from '../to-canonical/record.ts'

/** What every read needs. */
export interface Reading {
  client: StripeClient
  connectionId: string
  fields: NativeFields
  clock: Clock
}

/** The mapping of what is read now. */
export function mappingOf({ connectionId, fields, clock }: Reading): Mapping {
  return { connectionId, fields, readAt: clock.now() }
}

/** One answer for each key, in order: a missing record is undefined, a refusal stays with its key. */
export function answerEach<Key, Value>(
  keys: readonly Key[],
  read: (key: Key) => Promise<Value | undefined>,
): Promise<Answer<Value>[]> {
  return Promise.all(
    keys.map(async (key) => {
      const answer = await settle(read(key))
      return isWeftError(answer, 'NOT_FOUND') ? undefined : answer
    }),
  )
}

export function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
