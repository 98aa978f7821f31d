import { isWeftError } from '#shared/errors.ts'
import { readBack, type WriteContext } from './write-context.ts'

/**
 * The record of an external id, made if it is not there. Whatever became of an earlier attempt, there is one record after it:
 * one that is there is found, and of two attempts that overlap NetSuite lets one make it, since external ids are unique among
 * the records of a type. DUPLICATE_RECORD is passed on where it is about something other than the external id.
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
    const twin = isWeftError(error, 'DUPLICATE_RECORD') ? await find() : undefined
    if (twin) return { record: twin, effect: 'FOUND' }
    throw error
  }
  return { record: await readBack(context, find), effect: 'CREATED' }
}
