import { isWeftError } from '#shared/errors.ts'
import { readBack, type WriteContext } from './write-context.ts'

/**
 * The record of an external id, made if it is not there. Whatever became of an earlier attempt, there is one record after it:
 * one that is there is found, and of two attempts that overlap NetSuite lets one make it, since external ids are unique among
 * the records of a type. An earlier one may still take effect after the look for its record: then this one is refused, as a
 * duplicate, or because the order is billed by now. So a refusal counts once the record is not there after it either.
 */
export async function ensureRecord<Shape>(
  context: WriteContext,
  { find, make }: { find(): Promise<Shape | undefined>; make(): Promise<void> },
): Promise<{ record: Shape; effect: 'CREATED' | 'FOUND' }> {
  const known = await find()
  if (known) return { record: known, effect: 'FOUND' }
  try {
    await make()
  } catch (error) {
    const twin = isWeftError(error) && !error.retryable ? await find() : undefined
    if (twin) return { record: twin, effect: 'FOUND' }
    throw error
  }
  return { record: await readBack(context, find), effect: 'CREATED' }
}
