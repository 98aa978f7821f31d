import type { DBOSClient } from '@dbos-inc/dbos-sdk'
import type { ClientBase } from 'pg'
import { inOneProcess } from '#shared/store/in-one-process.ts'
import type { Queryable, Store } from '#shared/store/store.ts'

/** The queue of turns, and what takes one; a worker of another version that cannot go on with a run has another version. */
export const TURN_QUEUE = 'weft-turns'
export const TURN_WORKFLOW = 'turn'
export const ENGINE_VERSION = 'weft-1'
export const APPLICATION = 'weft'

/** Gives runs something to do. A turn is a durable promise that some worker goes on with the run. */
export interface Turns {
  /** Runs a transaction that may add turns; the tables of the queue are there. */
  transaction<T>(run: (transaction: Queryable) => Promise<T>): Promise<T>
  /** Adds a run's next turn; it makes the ones before it void. No accepted work is lost: it commits with what caused it. */
  add(transaction: Queryable, runId: string, delayMs?: number): Promise<void>
}

/** The queue is opened, and its tables are made, when it is first needed. */
export function createTurns(store: Store): Turns {
  let opened: Promise<DBOSClient> | undefined
  const open = (): Promise<DBOSClient> =>
    (opened ??= openClient(store).catch((error: unknown) => {
      opened = undefined
      throw error
    }))
  return {
    async transaction(run) {
      await open()
      return store.transaction(run)
    },
    async add(transaction, runId, delayMs = 0) {
      const client = await open()
      const [row] = await transaction.query<{ turn: number }>(
        'update processes.runs set turn = turn + 1 where id = $1 returning turn',
        [runId],
      )
      const turn = row?.turn ?? 0
      await client.enqueueInTransaction(
        toClient(transaction),
        {
          queueName: TURN_QUEUE,
          workflowName: TURN_WORKFLOW,
          workflowID: `${runId}:${turn}`,
          appVersion: ENGINE_VERSION,
          ...(delayMs > 0 ? { delaySeconds: delayMs / 1_000 } : {}),
        },
        runId,
        turn,
      )
    },
  }
}

/** The library's migrations must not run twice at once, nor beside a transaction that stays open. */
export function alone(store: Store, migrate: () => Promise<void>): Promise<void> {
  return inOneProcess(store, 'queue of turns', migrate, new AbortController().signal)
}

/** Most processes never start a run: they do not wait for the library either. */
async function openClient(store: Store): Promise<DBOSClient> {
  const { databaseUrl, pool } = store
  const { DBOS, DBOSClient } = await import('@dbos-inc/dbos-sdk')
  await alone(store, () => DBOS.migrate(databaseUrl))
  return DBOSClient.create({
    systemDatabaseUrl: databaseUrl,
    systemDatabasePool: pool,
    applicationName: APPLICATION,
  })
}

/** Of a driver's client the library uses `query` alone, in a transaction that it does not own. */
function toClient(transaction: Queryable): ClientBase {
  const query = async (text: string, values: unknown[]) => ({ rows: await transaction.query(text, values) })
  return { query } as unknown as ClientBase
}
