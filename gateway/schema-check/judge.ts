import type { RecordedUsage, User } from '../usage/used-coordinates.ts'
import type { Audience } from '../usage/operation-facts.ts'
import type { SchemaChange } from './compare.ts'

/** A breaking change, and who would notice. */
export interface Judged {
  change: SchemaChange
  audience: Audience
  /** Empty: nobody did. Undefined: nobody knows, because nothing was recorded. */
  users: readonly User[] | undefined
}

/** What is known of usage; undefined: nothing was recorded. */
export async function judge(
  changes: readonly SchemaChange[],
  audience: Audience,
  usage: RecordedUsage | undefined,
): Promise<Judged[]> {
  const breaking = changes.filter(({ isBreaking }) => isBreaking)
  return Promise.all(
    breaking.map(async (change) => ({
      change,
      audience,
      users: await usage?.usersOf(change.coordinates, audience),
    })),
  )
}

/** Whether a breaking change may pass: somebody looked, and nobody uses it. */
export const mayPass = ({ users }: Judged): boolean => users?.length === 0
