import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { WeftError } from '../errors.ts'
import type { Queryable, Store } from './store.ts'

interface Migration {
  name: string
  sql: string
  checksum: string
}

/** Any fixed number: whoever migrates, whatever it migrates, waits for this lock. */
const MIGRATION_LOCK = 7_301_001

/**
 * Applies the migrations of one owner (`0001-….sql` in its folder, in the order of their names) that this database
 * has not seen, all in one transaction, one process at a time. Answers the names applied now. A migration that was
 * changed after it was applied is refused: write another one.
 */
export async function migrate(
  store: Store,
  { owner, folder }: { owner: string; folder: URL },
): Promise<string[]> {
  const migrations = readMigrations(folder)
  return store.transaction(async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    const applied = await readApplied(transaction, owner)
    const missing = migrations.filter((migration) => !isApplied(migration, applied))
    for (const { name, sql, checksum } of missing) {
      await transaction.query(sql)
      await transaction.query('insert into weft.migrations (owner, name, checksum) values ($1, $2, $3)', [
        owner,
        name,
        checksum,
      ])
    }
    return missing.map(({ name }) => name)
  })
}

function readMigrations(folder: URL): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-.+\.sql$/.test(file))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, folder), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

async function readApplied(transaction: Queryable, owner: string): Promise<Map<string, string>> {
  await transaction.query('create schema if not exists weft')
  await transaction.query(`create table if not exists weft.migrations (
    owner text not null, name text not null, checksum text not null, applied_at timestamptz not null default now(),
    primary key (owner, name))`)
  const rows = await transaction.query<{ name: string; checksum: string }>(
    'select name, checksum from weft.migrations where owner = $1',
    [owner],
  )
  return new Map(rows.map(({ name, checksum }) => [name, checksum]))
}

function isApplied({ name, checksum }: Migration, applied: ReadonlyMap<string, string>): boolean {
  const known = applied.get(name)
  if (known !== undefined && known !== checksum)
    throw new WeftError('INTERNAL', `migration ${name} was changed after it was applied to this database`)
  return known !== undefined
}
