import type { Store } from '#shared/store/store.ts'
import type { WakeUps } from '../wake-ups.ts'

/** What whoever looks at a connection waits for. */
export const lookKey = (connectionId: string): string => `look ${connectionId}`

/** Lets the next look be now, whoever's turn it is. */
export async function lookNow(
  connectionId: string,
  { store, wakeUps }: { store: Store; wakeUps: WakeUps },
): Promise<void> {
  await store.query('update events.connections set looked_at = null where connection_id = $1', [connectionId])
  wakeUps.wake(lookKey(connectionId))
}
