import type { FieldKind } from './objects.ts'

export type FieldValue = string | number | boolean | null
export type Row = { Id: string } & Record<string, FieldValue>

/** Everything the stand-in org holds. */
export interface Org {
  /** Object name → its rows, in the order of their ids. */
  tables: ReadonlyMap<string, readonly Row[]>
  /** Access token → when it was given out. */
  tokens: Map<string, Date>
  cursors: Map<string, Cursor>
  /** Data calls answered so far: what `Sforce-Limit-Info` reports. */
  apiUsage: number
  apiLimit: number
}

/** The rest of an answer that did not fit one page. */
export interface Cursor {
  records: unknown[]
  totalSize: number
  batchSize: number
  madeAt: Date
}

export function rowsOf(org: Org, object: string): readonly Row[] {
  return org.tables.get(object) ?? []
}

const rowIndexes = new WeakMap<readonly Row[], Map<string, Row>>()

/** A row by its 15 or 18 character id. */
export function findRow(org: Org, object: string, id: string): Row | undefined {
  const rows = rowsOf(org, object)
  let index = rowIndexes.get(rows)
  if (!index) {
    index = new Map(rows.map((row) => [row.Id.slice(0, 15), row]))
    rowIndexes.set(rows, index)
  }
  return index.get(id.slice(0, 15))
}

/** How a stored value leaves the API: datetimes with `+0000`, the rest as it is. */
export function toWire(kind: FieldKind, value: FieldValue): FieldValue {
  return kind === 'datetime' && typeof value === 'string' ? value.replace('Z', '+0000') : value
}
