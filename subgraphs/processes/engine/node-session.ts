import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'

/** The first half of the lock that a node holds while it lives. */
export const NODE_LOCK = 7_301_022
const RECONNECT_MS = 500

/** How the database notices that a machine is gone that cannot say so: within about five seconds. */
const NOTICE_DEAD_PEERS =
  'set tcp_keepalives_idle = 2; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 3'

/** Holds a node's lock in a database session of its own: the others see that it lives, and when it does no more. */
export async function openNodeSession(
  { store, logger }: { store: Store; logger: Logger },
  node: { id: string; number: number },
): Promise<{ close(): Promise<void> }> {
  let client: pg.Client | undefined
  let isClosed = false

  const connect = async (): Promise<void> => {
    const opened = new pg.Client({
      connectionString: store.databaseUrl,
      application_name: 'weft processes',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    })
    opened.on('error', (error) => logger.warn({ reason: error.message }, 'the session of a node broke'))
    opened.once('end', () => {
      if (client === opened) void reconnect()
    })
    await opened.connect()
    await opened.query(NOTICE_DEAD_PEERS)
    await opened.query('select pg_advisory_lock($1, $2)', [NODE_LOCK, node.number])
    await opened.query(
      'insert into processes.nodes (id, number) values ($1, $2) on conflict (id) do nothing',
      [node.id, node.number],
    )
    client = opened
  }

  const reconnect = async (): Promise<void> => {
    client = undefined
    while (!isClosed && !client) {
      await delay(RECONNECT_MS, undefined, { ref: false })
      await connect().catch((error: unknown) => logger.warn({ err: error }, 'a node is not seen by others'))
    }
  }

  await connect()
  return {
    async close() {
      isClosed = true
      const last = client
      client = undefined
      await last?.end()
    },
  }
}
