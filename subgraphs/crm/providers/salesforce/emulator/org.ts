import type { ChangeLog } from './events/change-log.ts'
import type { FieldKind } from './objects.ts'

export type FieldValue = string | number | boolean | null
export type Row = { Id: string } & Readonly<Record<string, FieldValue>>

/** The rows of one object by the first 15 characters of their ids. A row is replaced, never changed in place. */
export interface Table {
  live: Map<string, Row>
  /** Deleted rows: the recycle bin, which `/queryAll` and `/deleted` still see. */
  deleted: Map<string, Row>
}

/** Everything the stand-in org holds. */
export interface Org {
  tables: Map<string, Table>
  /** Access token → when it was given out. */
  tokens: Map<string, Date>
  cursors: Map<string, Cursor>
  /** Data calls answered in the running 24 hours: what `Sforce-Limit-Info` reports. */
  apiUsage: number
  apiUsageSince: Date
  apiLimit: number
  /** Last number given to a quote, contract, order or line. */
  lastNumber: number
  /** Id (15 characters) → how many more writes that touch the row find it locked. */
  locks: Map<string, number>
  /** What an administrator of this org has forbidden. */
  ownRules: OwnRule[]
  log: ChangeLog
}

/** Refuses writes that set a field; with `value`: to that value. */
export interface OwnRule {
  object: string
  field: string
  value?: FieldValue | undefined
  errorCode: string
  message: string
}

/** An org that holds these rows. */
export function createOrg(
  seed: ReadonlyMap<string, readonly Row[]>,
  rest: Pick<Org, 'apiLimit' | 'log'> & { now: Date },
): Org {
  const { now, ...given } = rest
  return {
    tables: new Map([...seed].map(([object, rows]) => [object, { live: byId(rows), deleted: new Map() }])),
    tokens: new Map(),
    cursors: new Map(),
    apiUsage: 17,
    apiUsageSince: now,
    lastNumber: 4000,
    locks: new Map(),
    ownRules: [],
    ...given,
  }
}

const byId = (rows: readonly Row[]): Map<string, Row> => new Map(rows.map((row) => [shortId(row.Id), row]))

/** Ids are compared without the three characters that only tell capitals apart. */
export const shortId = (id: string): string => id.slice(0, 15)

export function tableOf(org: Org, object: string): Table {
  const known = org.tables.get(object)
  if (known) return known
  const table: Table = { live: new Map(), deleted: new Map() }
  org.tables.set(object, table)
  return table
}

export function rowsOf(org: Org, object: string): readonly Row[] {
  return [...(org.tables.get(object)?.live.values() ?? [])]
}

/** A row by its 15 or 18 character id. */
export function findRow(org: Org, object: string, id: string): Row | undefined {
  return org.tables.get(object)?.live.get(shortId(id))
}

export function findDeletedRow(org: Org, object: string, id: string): Row | undefined {
  return org.tables.get(object)?.deleted.get(shortId(id))
}

/** The org as `/queryAll` sees it: deleted rows are rows too. */
export function withDeletedRows(org: Org): Org {
  const tables = [...org.tables].map(([object, { live, deleted }]): [string, Table] => [
    object,
    { live: new Map([...live, ...deleted]), deleted },
  ])
  return { ...org, tables: new Map(tables) }
}

/** The rest of an answer that did not fit one page. */
export interface Cursor {
  records: unknown[]
  totalSize: number
  batchSize: number
  madeAt: Date
}

/** How a stored value leaves the API: datetimes with `+0000`, the rest as it is. */
export function toWire(kind: FieldKind, value: FieldValue): FieldValue {
  return kind === 'datetime' && typeof value === 'string' ? value.replace('Z', '+0000') : value
}
