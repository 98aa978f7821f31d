import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Context } from '../state.ts'
import type { Fields } from './field.ts'

export type Cells = Record<string, SQLOutputValue>

/** A list inside a record: a link until it is expanded. */
export interface Sublist {
  fields: Fields
  /** A subrecord of each line: its property and its fields, whose columns stand in the line's row. */
  subrecord?: { name: string; fields: Fields }
  rows(row: Cells, database: DatabaseSync): Cells[]
}

export interface RecordType {
  name: string
  table: string
  /** The value of `transaction.type`. */
  transactionType?: string
  /** Narrows a shared table: a condition on `r`. */
  condition?: string
  fields: Fields
  sublists: Readonly<Record<string, Sublist>>
  /** Values that are added up when somebody looks. */
  computed?(row: Cells, context: Context): Record<string, unknown>
}

/** The rows of a record type: `SELECT … FROM … r WHERE …`, to be narrowed further. */
export function selectRows({ table, transactionType, condition }: RecordType): string {
  if (transactionType !== undefined) {
    return `SELECT r.*, m.subsidiary AS subsidiary, m.createdfrom AS createdfrom FROM "transaction" r
      LEFT JOIN transactionline m ON m."transaction" = r.id AND m.mainline = 'T'
      WHERE r.type = '${transactionType}'`
  }
  return `SELECT r.* FROM "${table}" r WHERE ${condition ?? '1'}`
}

/** A record by internal id or `eid:{external id}`. */
export function findRow(database: DatabaseSync, type: RecordType, id: string): Cells | undefined {
  const byExternalId = id.startsWith('eid:')
  const condition = byExternalId ? 'r.externalid = ?' : 'r.id = ?'
  const hasExternalId = 'externalId' in type.fields
  if (byExternalId && !hasExternalId) return undefined
  const statement = database.prepare(`${selectRows(type)} AND ${condition}`)
  return statement.get(byExternalId ? id.slice(4) : id) as Cells | undefined
}
