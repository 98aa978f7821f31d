import type { Queryable } from '#shared/store/store.ts'
import { foldText } from './match-keys.ts'

/** A write of ours has changed a customer: its row says so before the system's own event of it does. */
export async function noteCustomer(
  store: Queryable,
  { id, displayName, changedAt }: { id: string; displayName: string | undefined; changedAt: Date },
): Promise<void> {
  await store.query(
    `update crosswalk.entities set display_name = coalesce($2, display_name), sort_name = coalesce($3, sort_name),
       updated_at = greatest(updated_at, $4) where id = $1`,
    [id, displayName ?? null, displayName === undefined ? null : foldText(displayName), changedAt],
  )
}
