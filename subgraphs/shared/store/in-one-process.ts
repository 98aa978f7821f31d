import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { toStoreError } from './database-errors.ts'
import type { Store } from './store.ts'

/** Any fixed number: the first half of the lock of whoever does something that one process shall do. */
const ONE_PROCESS_LOCK = 7_301_011
const ASK_AGAIN_MS = 1_000

/**
 * Runs something in one process at a time, by the name of what it does. The turn ends with `run`, with the process, or with
 * its database session, which ends the signal that `run` gets: then somebody else may have it.
 */
export async function inOneProcess(
  store: Store,
  name: string,
  run: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const client = new pg.Client({
    connectionString: store.databaseUrl,
    application_name: `weft ${name}`,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  })
  const lost = new AbortController()
  client.on('error', (error) => lost.abort(toStoreError(error)))
  client.once('end', () => lost.abort())
  const isOurs = async (): Promise<boolean> => {
    const { rows } = await client
      .query('select pg_try_advisory_lock($1, hashtext($2)) as ours', [ONE_PROCESS_LOCK, name])
      .catch((error: unknown) => {
        throw toStoreError(error)
      })
    return rows[0]?.ours === true
  }
  try {
    await client.connect().catch((error: unknown) => {
      throw toStoreError(error)
    })
    while (!(await isOurs())) await delay(ASK_AGAIN_MS, undefined, { signal, ref: false })
    await run(AbortSignal.any([signal, lost.signal]))
  } finally {
    await client.end().catch(() => {})
  }
}
