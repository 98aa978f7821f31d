import pg from 'pg'
import type { Logger } from '../telemetry/logger.ts'
import { toStoreError } from './database-errors.ts'
import { startEmbeddedServer } from './embedded/server.ts'

/** Runs SQL with `$1` parameters. Whatever the database refuses arrives as a WeftError with a code. */
export interface Queryable {
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>
}

/** The one place that holds truth of our own: a PostgreSQL database, ours or the operator's. */
export interface Store extends Queryable {
  /** For libraries that insist on a pool; its errors are the driver's own. */
  readonly pool: pg.Pool
  /** Address of the database, password included. Never logged. */
  readonly databaseUrl: string
  /** All of it or nothing. The transaction is rolled back when `run` rejects. */
  transaction<T>(run: (transaction: Queryable) => Promise<T>): Promise<T>
  /** Ends the pool; the last process that uses an embedded server also stops it. Safe to call again. */
  close(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 5_000
/** Longest one statement may run on the server; the client waits a little longer for its refusal. */
const STATEMENT_TIMEOUT_MS = 10_000

/**
 * Opens the store. Without `databaseUrl` an embedded server is started below `directory` (or the running one of this
 * checkout is joined); it is ready when this resolves. STORE_UNAVAILABLE when no database answers.
 */
export async function openStore(options: {
  databaseUrl: string | undefined
  directory: string
  logger: Logger
}): Promise<Store> {
  const { databaseUrl, directory, logger } = options
  if (databaseUrl !== undefined) return checked(createStore(databaseUrl, logger, async () => {}))
  const server = await startEmbeddedServer(directory, logger)
  return checked(createStore(server.databaseUrl, logger, server.release))
}

async function checked(store: Store): Promise<Store> {
  try {
    await store.query('select 1')
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

function createStore(databaseUrl: string, logger: Logger, release: () => Promise<void>): Store {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    application_name: 'weft',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + 2_000,
    idle_in_transaction_session_timeout: 3 * STATEMENT_TIMEOUT_MS,
  })
  // An idle connection that breaks has nobody to tell; the next query opens another.
  pool.on('error', (error) => logger.warn({ reason: error.message }, 'a database connection was lost'))
  // The same for a connection that is in use but between two queries: its next query reports it.
  pool.on('connect', (client) => client.on('error', () => {}))
  let closed: Promise<void> | undefined
  return {
    pool,
    databaseUrl,
    ...queryableOf(pool),
    transaction: (run) => runTransaction(pool, run),
    close: () => (closed ??= pool.end().then(release)),
  }
}

function queryableOf(client: pg.Pool | pg.PoolClient): Queryable {
  return {
    async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
      try {
        const { rows } = await client.query<Row>(sql, [...values])
        return rows
      } catch (error) {
        throw toStoreError(error)
      }
    },
  }
}

async function runTransaction<T>(pool: pg.Pool, run: (transaction: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toStoreError(error)
  })
  const transaction = queryableOf(client)
  try {
    await transaction.query('begin')
    const result = await run(transaction)
    await transaction.query('commit')
    client.release()
    return result
  } catch (error) {
    // A connection that cannot even roll back is thrown away; what is reported stays the first error.
    await client.query('rollback').then(
      () => client.release(),
      (lost: Error) => client.release(lost),
    )
    throw error
  }
}
