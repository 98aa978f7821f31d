import type { DatabaseSync, SQLInputValue } from 'node:sqlite'

export type Row = Readonly<Record<string, SQLInputValue | boolean | undefined>>

/** Inserts a row; true and false become 'T' and 'F', undefined becomes null. */
export function insert(database: DatabaseSync, table: string, row: Row): void {
  const columns = Object.keys(row).map((column) => `"${column}"`)
  const places = columns.map(() => '?')
  database
    .prepare(`INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${places.join(', ')})`)
    .run(...Object.values(row).map(toCell))
}

function toCell(value: Row[string]): SQLInputValue {
  if (typeof value === 'boolean') return value ? 'T' : 'F'
  return value ?? null
}
