import type { DBOSClient } from '@dbos-inc/dbos-sdk'
import type { ClientBase } from 'pg'
import { inOneProcess } from '#shared/store/in-one-process.ts'
import type { Queryable, Store } from '#shared/store/store.ts'
import { inRows } from './in-rows.ts'

/** The queue of turns, and what takes one; a worker of another version that cannot go on with a run has another version. */
export const TURN_QUEUE = 'weft-turns'
export const TURN_WORKFLOW = 'turn'
export const ENGINE_VERSION = 'weft-1'
export const APPLICATION = 'weft'

/** What the queue knows a turn by. */
export const toTurnId = (runId: string, turn: number): string => `${runId}:${turn}`

/** Gives runs something to do. A turn is a durable promise that some worker goes on with the run. */
export interface Turns {
  /** Runs a transaction that may add turns; the tables of the queue are there. */
  transaction<T>(run: (transaction: Queryable) => Promise<T>): Promise<T>
  /** Adds a run's next turn; it makes the ones before it void. No accepted work is lost: it commits with what caused it. */
  add(transaction: Queryable, runId: string, delayMs?: number): Promise<void>
  /** Adds the turn that each of some runs, which are new, stands at. */
  addFirst(transaction: Queryable, runs: readonly { id: string; turn: number }[]): Promise<void>
}

/** The queue is opened, and its tables are made, when it is first needed. */
export function createTurns(store: Store): Turns {
  let opened: Promise<DBOSClient> | undefined
  const open = (): Promise<DBOSClient> =>
    (opened ??= openClient(store).catch((error: unknown) => {
      opened = undefined
      throw error
    }))
  const enqueue = async (client: ClientBase, { runId, turn, delayMs = 0 }: Turn): Promise<void> => {
    const queue = await open()
    const options = {
      queueName: TURN_QUEUE,
      workflowName: TURN_WORKFLOW,
      workflowID: toTurnId(runId, turn),
      appVersion: ENGINE_VERSION,
      // The library's column takes whole milliseconds, and a product of fractions is none.
      ...(delayMs > 0 ? { delaySeconds: Math.ceil(delayMs / 1_000) } : {}),
    }
    await queue.enqueueInTransaction(client, options, runId, turn)
  }
  return {
    async transaction(run) {
      await open()
      return store.transaction(run)
    },
    async add(transaction, runId, delayMs = 0) {
      const [row] = await transaction.query<{ turn: number }>(
        'update processes.runs set turn = turn + 1 where id = $1 returning turn',
        [runId],
      )
      await enqueue(toClient(transaction), { runId, turn: row?.turn ?? 0, delayMs })
    },
    async addFirst(transaction, runs) {
      const client = toClient(inRows(transaction))
      await Promise.all(runs.map(({ id, turn }) => enqueue(client, { runId: id, turn })))
    },
  }
}

interface Turn {
  runId: string
  turn: number
  delayMs?: number
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
