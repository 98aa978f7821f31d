import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from '../telemetry/logger.ts'
import type { Store } from './store.ts'

const RECONNECT_MS = 500
const CONNECT_WITHIN_MS = 5_000

export interface StandingSessionOptions {
  store: Pick<Store, 'databaseUrl'>
  logger: Logger
  /** What the database calls it. */
  name: string
  /** What each session begins with: a lock that it holds, what it listens to. It stands when this resolves. */
  begin(client: pg.Client): Promise<unknown>
  /** Is called for each notice, and after a session was opened again: some may have been missed meanwhile. */
  heard?(): void
}

/** A session of the database that is kept open, because of what others see of it or what it hears. */
export interface StandingSession {
  /** Undefined while it is broken. */
  readonly client: pg.Client | undefined
  close(): Promise<void>
}

/** Opens one; it is opened again when it breaks. Rejects where the first cannot be opened. */
export async function openStandingSession({
  store,
  logger,
  name,
  begin,
  heard,
}: StandingSessionOptions): Promise<StandingSession> {
  let client: pg.Client | undefined
  let isClosed = false

  const connect = async (): Promise<void> => {
    const opened = new pg.Client({
      connectionString: store.databaseUrl,
      application_name: name,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
    })
    opened.on('error', (error) => logger.warn({ session: name, reason: error.message }, 'a session broke'))
    if (heard) opened.on('notification', heard)
    opened.once('end', () => {
      if (client === opened) void reconnect()
    })
    await opened.connect()
    await begin(opened)
    client = opened
  }

  const reconnect = async (): Promise<void> => {
    client = undefined
    while (!isClosed && !client) {
      await delay(RECONNECT_MS, undefined, { ref: false })
      await connect().catch((error: unknown) =>
        logger.warn({ session: name, err: error }, 'a session is not open'),
      )
    }
    heard?.()
  }

  await connect()
  return {
    get client() {
      return client
    },
    async close() {
      isClosed = true
      const last = client
      client = undefined
      await last?.end()
    },
  }
}
