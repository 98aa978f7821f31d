import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { openStandingSession } from '#shared/store/standing-session.ts'

/** The first half of the lock that a node holds while it lives. */
export const NODE_LOCK = 7_301_022

/** How the database notices that a machine is gone that cannot say so: within about five seconds. */
const NOTICE_DEAD_PEERS =
  'set tcp_keepalives_idle = 2; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 3'

/** Holds a node's lock in a database session of its own: the others see that it lives, and when it does no more. */
export function openNodeSession(
  { store, logger }: { store: Store; logger: Logger },
  node: { id: string; number: number },
): Promise<{ close(): Promise<void> }> {
  return openStandingSession({
    store,
    logger,
    name: 'weft processes',
    async begin(client) {
      await client.query(NOTICE_DEAD_PEERS)
      await client.query('select pg_advisory_lock($1, $2)', [NODE_LOCK, node.number])
      await client.query(
        'insert into processes.nodes (id, number) values ($1, $2) on conflict (id) do nothing',
        [node.id, node.number],
      )
    },
  })
}
