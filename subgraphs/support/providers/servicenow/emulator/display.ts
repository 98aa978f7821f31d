import { type Field, fieldsOf, findRow, type Instance, type InstanceRow, rowsOf } from './state.ts'

/** The field whose value stands for a whole record of a table, where the table has one of these. */
const DISPLAY_FIELDS = ['name', 'entitlement_name', 'number']

export function displayFieldOf(instance: Instance, tableName: string): string {
  const table = instance.tables.get(tableName)
  const fields = table && fieldsOf(instance, table)
  return DISPLAY_FIELDS.find((name) => fields?.has(name)) ?? 'sys_id'
}

/** What a record is shown as; what some tables have as a name may be empty, and then the next field stands for it. */
export function displayOfRow(row: InstanceRow): string {
  return DISPLAY_FIELDS.map((name) => row[name]).find((value) => value !== undefined && value !== '') ?? ''
}

/** Labels of choices, names of records; the integration user's time zone is UTC, so times read the same. */
export function displayOf(instance: Instance, field: Field, value: string): string {
  if (field.choices) return field.choices[value] ?? value
  if (field.reference === undefined || value === '') return value
  const target = findRow(instance, field.reference, value)
  return (target && displayOfRow(target.row)) || value
}

/** The value that a display value stands for; what stands for nothing is answered as it is. */
export function valueOfDisplay(instance: Instance, field: Field, shown: string): string {
  const choice = Object.entries(field.choices ?? {}).find(([, label]) => label === shown)
  if (choice) return choice[0]
  if (field.reference === undefined || shown === '') return shown
  if (findRow(instance, field.reference, shown)) return shown
  return rowsOf(instance, field.reference).find((row) => displayOfRow(row) === shown)?.sys_id ?? shown
}
