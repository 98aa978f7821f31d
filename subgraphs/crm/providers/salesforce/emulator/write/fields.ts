import { invalidRecord, SalesforceRefusal } from '../errors.ts'
import { findField, findObject, type SObject } from '../objects.ts'
import { type FieldValue, type Org, type Row, rowsOf } from '../org.ts'
import { rulesOf } from './rules.ts'
import { toStored } from './values.ts'

export type Fields = Record<string, FieldValue>

export const SYSTEM_FIELDS: ReadonlySet<string> = new Set([
  'Id',
  'IsDeleted',
  'CreatedDate',
  'LastModifiedDate',
  'SystemModstamp',
])

/** The body of a written record as stored fields: names as the object spells them, parents as their ids. */
export function readFields(body: unknown, org: Org, object: SObject): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new SalesforceRefusal(
      400,
      'JSON_PARSER_ERROR',
      'The HTTP entity body is required, but this request has no entity body.',
    )
  const fields: Fields = {}
  for (const [name, value] of Object.entries(body)) {
    if (name === 'attributes') continue
    const parent = object.parents[name]
    if (parent && typeof value === 'object' && value !== null)
      fields[parent.field] = idOfParent(value, org, parent.object)
    else {
      const field = fieldToWrite(name, object)
      fields[field] = toStored(value, { org, object, field, kind: object.fields[field] ?? 'string' })
    }
  }
  return fields
}

function fieldToWrite(name: string, object: SObject): string {
  const field = findField(object, name)
  if (field === undefined)
    throw new SalesforceRefusal(
      400,
      'INVALID_FIELD',
      `No such column '${name}' on sobject of type ${object.name}`,
    )
  if (SYSTEM_FIELDS.has(field) || rulesOf(object).readOnly.includes(field)) throw notWritable(field)
  return field
}

export const notWritable = (field: string): SalesforceRefusal =>
  invalidRecord(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${field}. Please check the security settings of this field and verify that it is ` +
      'read/write for your profile or permission set.',
    [field],
  )

/** `{"Account":{"Weft_Key__c":"A-1"}}`: a parent named by an external id. */
function idOfParent(reference: object, org: Org, parentName: string): string {
  const parent = findObject(parentName)
  const [name = '', value] = Object.entries(reference).find(([key]) => key !== 'attributes') ?? []
  const field = parent && findField(parent, name)
  if (!parent || field === undefined || !parent.externalIds.includes(field))
    throw invalidRecord('INVALID_FIELD', `${name} is not an External ID or indexed field for ${parentName}`)
  const found = rowsWith(org, parent, [field, String(value)])
  const [row] = found
  if (!row)
    throw invalidRecord(
      'INVALID_FIELD',
      `Foreign key external ID: ${String(value).toLowerCase()} not found for field ${field} in entity ${parent.name}`,
    )
  if (found.length > 1) throw ambiguous(field, found)
  return row.Id
}

export const ambiguous = (field: string, rows: readonly Row[]): SalesforceRefusal =>
  invalidRecord(
    'DUPLICATE_EXTERNAL_ID',
    `${field}: more than one record found for external id field: [${rows.map(({ Id }) => Id).join(', ')}]`,
  )

/** Rows whose external id has this value; capitals make no difference. */
export function rowsWith(org: Org, object: SObject, [field, value]: [string, string]): Row[] {
  const wanted = value.toLowerCase()
  return rowsOf(org, object.name).filter(
    (row) => row[field] !== null && String(row[field] ?? '').toLowerCase() === wanted,
  )
}
