import { invalidRecord, SalesforceRefusal } from '../errors.ts'
import { type FieldKind, findObject, type SObject } from '../objects.ts'
import { type FieldValue, findDeletedRow, findRow, type Org } from '../org.ts'
import { MAX_TEXT } from './rules.ts'

export interface Written {
  org: Org
  object: SObject
  field: string
  kind: FieldKind
}

/** A value of a body as the org stores it; refuses what the field cannot hold. Empty text is null. */
export function toStored(value: unknown, written: Written): FieldValue {
  const { field, kind } = written
  if (value === null || value === '') {
    if (kind !== 'boolean') return null
    throw invalidRecord('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field}: value not of required type: ${value}`, [
      field,
    ])
  }
  if (typeof value === 'object') throw unreadable(kind, value)
  return READERS[kind](value as string | number | boolean, written)
}

type Read = (value: string | number | boolean, written: Written) => FieldValue

const readText: Read = (value, { object, field }) => {
  const text = String(value)
  if (text.length > MAX_TEXT)
    throw invalidRecord(
      'STRING_TOO_LONG',
      `${object.name} ${field}: data value too large: ${text} (max length=${MAX_TEXT})`,
      [field],
    )
  return text
}

const readNumber: Read = (value, { kind }) => {
  const number = typeof value === 'boolean' ? Number.NaN : Number(value)
  if (!Number.isFinite(number) || (kind === 'int' && !Number.isInteger(number))) throw unreadable(kind, value)
  return number
}

const readDate: Read = (value, { kind }) => {
  const text = String(value)
  const day = text.slice(0, 10)
  if (!/^\d{4}-\d{2}-\d{2}(T|$)/.test(text) || toDay(day) !== day) throw unreadable(kind, value)
  return day
}

function toDay(text: string): string | undefined {
  const time = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10)
}

const readDatetime: Read = (value, { kind }) => {
  const time = Date.parse(String(value))
  if (Number.isNaN(time)) throw unreadable(kind, value)
  return new Date(time).toISOString()
}

const readBoolean: Read = (value, { kind }) => {
  const text = String(value).toLowerCase()
  if (text !== 'true' && text !== 'false') throw unreadable(kind, value)
  return text === 'true'
}

/** The id of a row that is there, in its long form. */
const readReference: Read = (value, { org, object, field }) => {
  const id = String(value)
  const target = targetOf(object, field)
  const wrongType = `${field}: id value of incorrect type: ${id}`
  if (!/^\w{15}(\w{3})?$/.test(id)) throw invalidRecord('MALFORMED_ID', wrongType, [field])
  if (!target) return id
  if (!id.startsWith(target.keyPrefix)) throw invalidRecord('FIELD_INTEGRITY_EXCEPTION', wrongType, [field])
  const row = findRow(org, target.name, id)
  if (row) return row.Id
  if (findDeletedRow(org, target.name, id)) throw invalidRecord('ENTITY_IS_DELETED', 'entity is deleted')
  throw invalidRecord('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
}

function targetOf(object: SObject, field: string): SObject | undefined {
  if (field === 'OwnerId') return findObject('User')
  const parent = Object.values(object.parents).find((candidate) => candidate.field === field)
  return parent && findObject(parent.object)
}

const READERS: Readonly<Record<FieldKind, Read>> = {
  id: readText,
  reference: readReference,
  string: readText,
  picklist: readText,
  multipicklist: readText,
  boolean: readBoolean,
  int: readNumber,
  double: readNumber,
  percent: readNumber,
  currency: readNumber,
  date: readDate,
  datetime: readDatetime,
}

function unreadable(kind: FieldKind, value: unknown): SalesforceRefusal {
  const token = typeof value === 'object' ? 'START_OBJECT' : `VALUE_${(typeof value).toUpperCase()}`
  return new SalesforceRefusal(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${kind} from ${token} value ${typeof value === 'object' ? '{' : value} ` +
      'or request may be missing a required field at [line:1, column:1]',
  )
}
