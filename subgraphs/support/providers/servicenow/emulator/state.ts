/**
 * The instance's database: tables as the vendor publishes them, rows as text. Fields that begin with `u_` are what the
 * demo company added to its own instance.
 */
export interface Instance {
  tables: Map<string, InstanceTable>
  /** System properties that change how the API answers. */
  properties: Map<string, string>
  /** Access tokens and refresh tokens given out, with their end in milliseconds of the epoch. */
  tokens: Map<string, { endsAt: number }>
  refreshTokens: Map<string, { endsAt: number }>
  /** Calls an hour that an admin's rule allows; undefined: no rule, as on a new instance. */
  hourlyLimit: number | undefined
  callsByHour: Map<number, number>
  /** `table/sys_id` of rows that the integration user may not read. */
  hidden: Set<string>
  /** `table.field` of unique indexes that an administrator made; those on `sys_id` and `number` are the platform's. */
  uniqueFields: Set<string>
  /** The latest automatic number by table; one is never given twice. */
  latestNumbers: Map<string, number>
  /** Requests of a batch that are run before the transaction quota ends it; undefined: all. */
  batchQuota: number | undefined
}

export interface InstanceTable {
  name: string
  label: string
  /** The table whose fields this one has too. */
  extends: string | undefined
  fields: Map<string, Field>
  rows: Map<string, InstanceRow>
  /** Prefix of the automatic number, where records have one. */
  numberPrefix: string | undefined
}

export type InstanceRow = Record<string, string>

export interface Field {
  type:
    | 'string'
    | 'integer'
    | 'boolean'
    | 'choice'
    | 'reference'
    | 'glide_date_time'
    | 'glide_date'
    | 'glide_duration'
    | 'journal_input'
  /** The table that a reference leads to. */
  reference?: string
  /** Value → label. */
  choices?: Readonly<Record<string, string>>
}

/** Fields of a table and of all that it extends. */
export function fieldsOf(instance: Instance, table: InstanceTable): Map<string, Field> {
  const parent = table.extends === undefined ? undefined : instance.tables.get(table.extends)
  return new Map([...(parent ? fieldsOf(instance, parent) : []), ...table.fields])
}

/** A record by reference: the row may stand in a table that extends the one referred to. */
export function findRow(
  instance: Instance,
  tableName: string,
  sysId: string,
): { table: InstanceTable; row: InstanceRow } | undefined {
  for (const table of instance.tables.values()) {
    const row = isKindOf(instance, table, tableName) ? table.rows.get(sysId) : undefined
    if (row) return { table, row }
  }
  return undefined
}

/** Rows of a table and of the tables that extend it. */
export function rowsOf(instance: Instance, tableName: string): InstanceRow[] {
  return [...instance.tables.values()]
    .filter((table) => isKindOf(instance, table, tableName))
    .flatMap((table) => [...table.rows.values()])
}

function isKindOf(instance: Instance, table: InstanceTable, name: string): boolean {
  if (table.name === name) return true
  const parent = table.extends === undefined ? undefined : instance.tables.get(table.extends)
  return parent !== undefined && isKindOf(instance, parent, name)
}

/** A field reached from a table, `account.name` walking through references; undefined when there is no such field. */
export function findField(instance: Instance, tableName: string, path: string): Field | undefined {
  const table = instance.tables.get(tableName)
  const [first = '', ...rest] = path.split('.')
  const field = table && fieldsOf(instance, table).get(first)
  if (!field || rest.length === 0) return field
  return field.reference === undefined ? undefined : findField(instance, field.reference, rest.join('.'))
}

/** The value at a path; empty text where a reference on the way is empty. */
export function valueAt(instance: Instance, tableName: string, row: InstanceRow, path: string): string {
  const [first = '', ...rest] = path.split('.')
  const value = row[first] ?? ''
  if (rest.length === 0) return value
  const reference = findField(instance, tableName, first)?.reference
  const target = reference === undefined ? undefined : findRow(instance, reference, value)
  return target && reference !== undefined ? valueAt(instance, reference, target.row, rest.join('.')) : ''
}

/** A record as a new row has it: nothing in any field. */
export function blankRow(instance: Instance, table: InstanceTable): InstanceRow {
  return Object.fromEntries([...fieldsOf(instance, table).keys()].map((field) => [field, '']))
}

/** A date and time as the platform stores it, UTC. */
export function stamp(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace('T', ' ')
}
