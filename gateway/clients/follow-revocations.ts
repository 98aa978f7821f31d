import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { ACCESS_CHANNEL, type Revocations } from '#shared/access/revocations.ts'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'

/** A notice that got lost is made good by then: well within the five seconds that are promised. */
const POLL_MS = 2_000
const RECONNECT_MS = 500

/** Whose access is ended, as this process knows it. */
export interface FollowedRevocations {
  has(clientId: string): boolean
  /** Is told whose access was ended or given back. */
  onChange(listener: (clientIds: readonly string[]) => void): void
  close(): Promise<void>
}

export interface FollowOptions {
  store: Store
  revocations: Pick<Revocations, 'list'>
  logger: Logger
  pollMs?: number
}

/**
 * Follows ended access: told by the store at once, and asked for it every two seconds. While the store does not answer,
 * what was known last holds: readiness says so, and nobody's access comes back by an outage.
 */
export async function followRevocations(options: FollowOptions): Promise<FollowedRevocations> {
  const { store, revocations, logger, pollMs = POLL_MS } = options
  const listeners = new Set<(clientIds: readonly string[]) => void>()
  let known = new Set<string>()
  let reading: Promise<void> | undefined
  let isClosed = false

  const read = async (): Promise<void> => {
    const now = new Set((await revocations.list()).map(({ clientId }) => clientId))
    const changed = [...now, ...known].filter((clientId) => !(now.has(clientId) && known.has(clientId)))
    known = now
    if (changed.length > 0) for (const listener of listeners) listener(changed)
  }
  const readAgain = (): void => {
    // What is read now may have begun before what was just told.
    reading = (reading ?? Promise.resolve()).then(read).catch((error: unknown) => {
      if (!isClosed) logger.warn({ err: error }, 'whose access is ended could not be read')
    })
  }

  await read()
  const timer = setInterval(readAgain, pollMs)
  const stopListening = await listen(store, logger, readAgain)
  return {
    has: (clientId) => known.has(clientId),
    onChange: (listener) => void listeners.add(listener),
    async close() {
      isClosed = true
      clearInterval(timer)
      await stopListening()
      await reading
    },
  }
}

/** A session that hears; it is opened again when it breaks, and until then there is the poll. */
async function listen(store: Store, logger: Logger, heard: () => void): Promise<() => Promise<void>> {
  let client: pg.Client | undefined
  let isClosed = false
  const connect = async (): Promise<void> => {
    const opened = new pg.Client({
      connectionString: store.databaseUrl,
      application_name: 'weft access',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    })
    opened.on('error', (error) => logger.warn({ reason: error.message }, 'the session of access broke'))
    opened.on('notification', heard)
    opened.once('end', () => {
      if (client === opened) void reconnect()
    })
    await opened.connect()
    await opened.query(`listen ${ACCESS_CHANNEL}`)
    client = opened
  }
  const reconnect = async (): Promise<void> => {
    client = undefined
    while (!isClosed && !client) {
      await delay(RECONNECT_MS, undefined, { ref: false })
      await connect().catch((error: unknown) =>
        logger.warn({ err: error }, 'changes of access are not heard'),
      )
    }
    heard()
  }
  await connect()
  return async () => {
    isClosed = true
    const last = client
    client = undefined
    await last?.end()
  }
}
