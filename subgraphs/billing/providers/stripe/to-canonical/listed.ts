import { z } from 'zod'
import { answerOf } from '#shared/answer.ts'
import { isWeftError } from '#shared/errors.ts'
import { type Listed, toUnreadable } from '#shared/listed.ts'
import { refOf, toInstant } from './record.ts'

const Created = z.object({ created: z.number().int() })

/** A list's records in its order; `make` leaves out what it answers undefined for. One that cannot be made keeps its place. */
export function listedOf<Item>(
  connectionId: string,
  natives: readonly unknown[],
  make: (native: unknown) => Item | undefined,
): Listed<Item>[] {
  let place = new Date()
  return natives.flatMap((native): Listed<Item>[] => {
    place = toInstant(Created.safeParse(native).data?.created) ?? place
    const made = answerOf(() => make(native))
    if (isWeftError(made)) return [toUnreadable(refOf(connectionId, native), place, made)]
    return made === undefined ? [] : [made]
  })
}
