import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { WORKER_LOCK } from '../inbox/claim.ts'
import { LOG_CHANNEL } from './append.ts'

const RECONNECT_MS = 500

/**
 * This process as the others see it: a database session that holds the lock of its number for as long as the process lives,
 * and hears when the log grows.
 */
export interface Session {
  /** What claims are made under. */
  readonly worker: number
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
    async close() {
      isClosed = true
      const last = client
      client = undefined
      await last?.end()
    },
  }
}
