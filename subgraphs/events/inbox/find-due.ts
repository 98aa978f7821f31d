import type { Queryable } from '#shared/store/store.ts'

/** What there is to do for one connection. */
export interface Due {
  /** Items that are claimed in batches; or items in somebody's hand, who may be dead. */
  together: boolean
  /** Items that are tried one by one. */
  alone: boolean
}

const pending = (alone: string): string =>
  `exists (select from events.inbox where connection_id = $1 and state = 'PENDING' and ${alone} and next_attempt_at <= now())`

/** A look that costs next to nothing: most of the time there is nothing, and a claim takes locks. */
export async function findDue(store: Queryable, connectionId: string): Promise<Due> {
  const [due] = await store.query<Due & { claimed: boolean }>(
    `select ${pending('not alone')} as together, ${pending('alone')} as alone,
       exists (select from events.inbox where connection_id = $1 and state = 'CLAIMED') as claimed`,
    [connectionId],
  )
  const { together = false, alone = false, claimed = false } = due ?? {}
  return { together: together || claimed, alone: alone || claimed }
}
