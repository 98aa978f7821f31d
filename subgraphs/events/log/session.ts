import { randomInt } from 'node:crypto'
import { openStandingSession } from '#shared/store/standing-session.ts'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { WORKER_LOCK } from '../inbox/claim.ts'
import { LOG_CHANNEL } from './append.ts'

const ONE_PROCESS_LOCK = 7_301_007

/**
 * This process as the others see it: a database session that holds the lock of its number for as long as the process lives,
 * and hears when the log grows.
 */
export interface Session {
  /** What claims are made under. */
  readonly worker: number
  /**
   * Whether this process is the one that does something which one process shall do. It stays so until the session ends:
   * `since` counts sessions, and another count says that it may have ended.
   */
  tryLock(name: string): Promise<boolean>
  readonly since: number
  close(): Promise<void>
}

/** Opens the session and keeps it open; `heard` is called for each notice and after each new connection. */
export async function openSession(
  { store, logger }: { store: Store; logger: Logger },
  heard: () => void,
): Promise<Session> {
  const worker = randomInt(1, 2 ** 31 - 1)
  let since = 0
  const session = await openStandingSession({
    store,
    logger,
    name: 'weft events',
    heard,
    async begin(client) {
      await client.query('select pg_advisory_lock($1, $2)', [WORKER_LOCK, worker])
      await client.query(`listen ${LOG_CHANNEL}`)
      since += 1
    },
  })
  return {
    worker,
    get since() {
      return since
    },
    async tryLock(name) {
      const { rows } = (await session.client?.query('select pg_try_advisory_lock($1, hashtext($2)) as ours', [
        ONE_PROCESS_LOCK,
        name,
      ])) ?? { rows: [] }
      return rows[0]?.ours === true
    },
    close: () => session.close(),
  }
}
