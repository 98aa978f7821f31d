import type { RecordedUsage, User } from '../usage/used-coordinates.ts'
import type { Audience } from '../usage/operation-facts.ts'
import type { SchemaChange } from './compare.ts'
import { type RegisteredUse, usersBeside } from './registered-uses.ts'

/** A breaking change, and who would notice. */
export interface Judged {
  change: SchemaChange
  audience: Audience
  /** Empty: nobody did, or may. Undefined: nobody knows, because nothing was recorded. */
  users: readonly User[] | undefined
}

/** What is known of who would notice. */
export interface KnownUses {
  /** Undefined: nothing was recorded. */
  usage: RecordedUsage | undefined
  /** Of this audience. */
  registered?: readonly RegisteredUse[]
}

/** Finds out who would notice breaking changes: who asked for what they change, and who has registered to. */
export async function judge(
  changes: readonly SchemaChange[],
  audience: Audience,
  { usage, registered = [] }: KnownUses,
): Promise<Judged[]> {
  const breaking = changes.filter(({ isBreaking }) => isBreaking)
  return Promise.all(
    breaking.map(async (change) => {
      const recorded = await usage?.usersOf(change.coordinates, audience)
      const beside = usersBeside(recorded ?? [], registered, change.coordinates)
      return { change, audience, users: beside.length > 0 ? [...(recorded ?? []), ...beside] : recorded }
    }),
  )
}

/** Whether a breaking change may pass: somebody looked, and nobody uses it. */
export const mayPass = ({ users }: Judged): boolean => users?.length === 0
