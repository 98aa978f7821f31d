import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { WORKER_LOCK } from '../inbox/claim.ts'
import { LOG_CHANNEL } from './append.ts'

const RECONNECT_MS = 500
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
  let client: pg.Client | undefined
  let isClosed = false
  let since = 0

  const connect = async (): Promise<void> => {
    const opened = new pg.Client({
      connectionString: store.databaseUrl,
      application_name: 'weft events',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    })
    opened.on('error', (error) =>
      logger.warn({ reason: error.message }, 'the session of the event log broke'),
    )
    opened.on('notification', heard)
    opened.once('end', () => {
      if (client === opened) void reconnect()
    })
    await opened.connect()
    await opened.query('select pg_advisory_lock($1, $2)', [WORKER_LOCK, worker])
    await opened.query(`listen ${LOG_CHANNEL}`)
    client = opened
    since += 1
  }

  const reconnect = async (): Promise<void> => {
    client = undefined
    while (!isClosed && !client) {
      await delay(RECONNECT_MS, undefined, { ref: false })
      await connect().catch((error: unknown) => logger.warn({ err: error }, 'the event log is not heard'))
    }
    heard()
  }

  await connect()
  return {
    worker,
    get since() {
      return since
    },
    async tryLock(name) {
      const { rows } = (await client?.query('select pg_try_advisory_lock($1, hashtext($2)) as ours', [
        ONE_PROCESS_LOCK,
        name,
      ])) ?? { rows: [] }
      return rows[0]?.ours === true
    },
    async close() {
      isClosed = true
      const last = client
      client = undefined
      await last?.end()
    },
  }
}
