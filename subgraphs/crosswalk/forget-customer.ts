import type { NativeRef } from '#shared/crosswalk.ts'
import type { Store } from '#shared/store/store.ts'

/**
 * A record that we made and have taken back: matching forgets it, and a customer that was nothing else was never there. Repeating it
 * changes nothing.
 */
export async function forgetCustomer(
  store: Store,
  { connectionId, objectType, nativeId }: NativeRef,
): Promise<void> {
  const ref = [connectionId, objectType, nativeId]
  const where = `type = 'Customer' and connection_id = $1 and object_type = $2 and native_id = $3`
  await store.transaction(async (transaction) => {
    await transaction.query(`delete from crosswalk.identities where ${where}`, ref)
    const [link] = await transaction.query<{ id: string }>(
      `delete from crosswalk.links where ${where} returning id`,
      ref,
    )
    await transaction.query(
      `delete from crosswalk.entities where id = $1 and not exists (select from crosswalk.links where links.id = entities.id)
         and not exists (select from crosswalk.entities as other where other.merged_into = entities.id)`,
      [link?.id ?? null],
    )
  })
}
