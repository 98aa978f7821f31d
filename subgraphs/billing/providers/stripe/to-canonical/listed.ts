import { z } from 'zod'
import { answerOf } from '#shared/answer.ts'
import { isWeftError } from '#shared/errors.ts'
import { type Listed, toUnreadable } from '#shared/listed.ts'
import { toInstant } from './record.ts'

/** What names an object and its place, read from one that is not as published otherwise. */
const Named = z.object({
  id: z.string().catch(''),
  object: z.string().catch('object'),
  created: z.number().int().optional().catch(undefined),
})

/** A list's records in its order; `make` leaves out what it answers undefined for. One that cannot be made keeps its place. */
export function listedOf<Item>(
  connectionId: string,
  natives: readonly unknown[],
  make: (native: unknown) => Item | undefined,
): Listed<Item>[] {
  let place = new Date()
  return natives.flatMap((native): Listed<Item>[] => {
    const { id, object, created } = Named.catch({ id: '', object: 'object' }).parse(native)
    place = toInstant(created) ?? place
    const made = answerOf(() => make(native))
    if (isWeftError(made))
      return [toUnreadable({ connectionId, objectType: object, nativeId: id }, place, made)]
    return made === undefined ? [] : [made]
  })
}
