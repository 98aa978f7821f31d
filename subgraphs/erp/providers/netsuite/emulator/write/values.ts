import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { isDecimal } from '../decimals.ts'
import { invalidValue } from '../problems.ts'
import type { Field, Target } from '../record-types/field.ts'
import { ExactNumber, isObject, type Json } from './json.ts'

/** Where a value stands in the request: for the error's `o:errorPath`. */
export interface Place {
  name: string
  path: string
}

type Read = (value: Json, field: Field, database: DatabaseSync) => SQLInputValue | undefined

/** Kind → the cell that a value becomes; undefined when the field cannot hold it. */
const READ: Readonly<Record<Field['kind'], Read>> = {
  text: (value) => plain(value),
  number: (value) => {
    const text = plain(value)
    return text !== undefined && isDecimal(text) ? text : undefined
  },
  boolean: (value) => (typeof value === 'boolean' ? (value ? 'T' : 'F') : undefined),
  date: (value) => (typeof value === 'string' && isDay(value) ? value : undefined),
  instant: (value) => plain(value),
  enum: (value, { names = {} }) => enumId(value, names),
  reference: (value, { target }, database) => target && referredId(value, target, database),
  ignored: () => null,
}

/** What a column holds when the property has this value; null empties it. */
export function toCell(value: Json, field: Field, place: Place, database: DatabaseSync): SQLInputValue {
  if (value === null) return null
  const cell = READ[field.kind](value, field, database)
  if (cell === undefined) throw invalidValue(describe(value), place.name, place.path)
  return cell
}

function plain(value: Json | undefined): string | undefined {
  if (value instanceof ExactNumber) return value.text
  return typeof value === 'string' ? value : undefined
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** `"B"`, `{"id": "B"}` or `{"refName": "Pending Fulfillment"}`. */
function enumId(value: Json, names: Readonly<Record<string, string>>): string | undefined {
  const id = plain(isObject(value) ? value.id : value)
  const named = isObject(value) ? plain(value.refName) : id
  const known = Object.keys(names)
  if (known.length === 0) return id
  return known.find((key) => key === id) ?? known.find((key) => names[key] === named)
}

/** `{"id": "107"}` or `{"externalId": "X"}`; the bare id is taken too. */
function referredId(value: Json, { table, label }: Target, database: DatabaseSync): number | undefined {
  const find = (column: string, key: string | undefined): number | undefined => {
    if (key === undefined) return undefined
    const row = database.prepare(`SELECT id FROM "${table}" WHERE "${column}" = ?`).get(key)
    return row === undefined ? undefined : Number(row.id)
  }
  if (!isObject(value)) return find('id', plain(value))
  if (value.id !== undefined) return find('id', plain(value.id))
  if (value.externalId !== undefined && hasExternalIds(table))
    return find('externalid', plain(value.externalId))
  return find(label, plain(value.refName))
}

const hasExternalIds = (table: string): boolean => ['customer', 'item', 'transaction'].includes(table)

function describe(value: Json): string {
  if (isObject(value)) return plain(value.id ?? value.externalId ?? value.refName) ?? '[object]'
  return plain(value) ?? String(value)
}
