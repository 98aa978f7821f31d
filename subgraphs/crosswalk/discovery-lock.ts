import { setTimeout as delay } from 'node:timers/promises'
import type { Store } from '#shared/store/store.ts'

/** Any fixed number: who discovers in this database holds this lock. */
const DISCOVERY_LOCK = 7_301_003
const POLL_MS = 250

/**
 * One process at a time scans and matches; another waits for its turn and then finds little left to add. The lock ends
 * with the database session, so a killed process never keeps it.
 */
export async function withDiscoveryLock(
  store: Store,
  signal: AbortSignal,
  run: () => Promise<void>,
): Promise<void> {
  const client = await store.pool.connect()
  // Asked for again and again instead of waited for: the statement timeout holds for waiting, too.
  const isOurs = async (): Promise<boolean> => {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as ours', [DISCOVERY_LOCK])
    return rows[0]?.ours === true
  }
  try {
    while (!(await isOurs())) {
      await delay(POLL_MS, undefined, { signal })
    }
    await run()
    await client.query('select pg_advisory_unlock($1)', [DISCOVERY_LOCK])
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}
