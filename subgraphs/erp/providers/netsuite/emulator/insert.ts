import type { DatabaseSync, SQLInputValue } from 'node:sqlite'

export type Value = SQLInputValue | boolean | undefined
export type Row = Readonly<Record<string, Value>>

/** Inserts a row; true and false become 'T' and 'F', undefined becomes null. */
export function insert(database: DatabaseSync, table: string, row: Row): void {
  const columns = Object.keys(row).map((column) => `"${column}"`)
  const places = columns.map(() => '?')
  database
    .prepare(`INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${places.join(', ')})`)
    .run(...Object.values(row).map(toCell))
}

/** Sets some columns of the row that has this id. */
export function update(database: DatabaseSync, table: string, id: number, changes: Row): void {
  const columns = Object.keys(changes).map((column) => `"${column}" = ?`)
  if (columns.length === 0) return
  database
    .prepare(`UPDATE "${table}" SET ${columns.join(', ')} WHERE id = ?`)
    .run(...Object.values(changes).map(toCell), id)
}

function toCell(value: Value): SQLInputValue {
  if (typeof value === 'boolean') return value ? 'T' : 'F'
  return value ?? null
}
