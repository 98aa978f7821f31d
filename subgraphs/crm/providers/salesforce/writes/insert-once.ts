import { isWeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import { quote } from '../soql.ts'
import type { WritePart } from './together.ts'
import { findStates, readBack, toState, toWritten, type Writing, type WrittenObject } from './writing.ts'

/** Beside the parts that are given: the record's reading back. */
export const PARTS_BESIDE = 1

/**
 * Makes a record, and what hangs on it, in one call. Its key stands in a field that the org keeps unique, and the call only inserts:
 * a second one is refused, for whatever reason comes first, and finds what the first has made without touching what people did with
 * it since. Parts of `more` name the record as `@{contract.id}`, by its object in small letters.
 */
export async function insertOnce(
  writing: Writing,
  {
    object,
    body,
    more = [],
  }: { object: WrittenObject; body: WritePart['body']; more?: readonly WritePart[] },
  call: WriteCall,
): Promise<Written> {
  const { client, context } = writing
  const made = object.toLowerCase()
  const keyed = { [context.fields.names.writeKey]: call.idempotencyKey, ...body }
  const first: WritePart = { method: 'POST', path: `/sobjects/${object}`, referenceId: made, body: keyed }
  try {
    const bodies = await client.writeTogether([first, ...more, readBack(object, `@{${made}.id}`)], call)
    return toWritten(object, toState(bodies.at(-1), context), { effect: 'CREATED', context })
  } catch (error) {
    const isRefused = isWeftError(error) && !error.retryable
    const found = isRefused ? await findByKey(writing, object, call) : undefined
    if (!found) throw error
    return found
  }
}

async function findByKey(
  writing: Writing,
  object: WrittenObject,
  call: WriteCall,
): Promise<Written | undefined> {
  const { context } = writing
  const where = `${context.fields.names.writeKey} = ${quote(call.idempotencyKey)}`
  const [found] = await findStates(writing, { object, fields: [], where }, call)
  return found && toWritten(object, found, { effect: 'FOUND', context })
}
