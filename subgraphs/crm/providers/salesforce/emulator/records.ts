import type { EmulatorResponse } from '#shared/emulator/emulator.ts'
import { externalIdAt, objectAt, severalRows } from './addressed.ts'
import type { DataRequest } from './data-request.ts'
import {
  entityIsDeleted,
  invalidField,
  invalidType,
  notFound,
  SalesforceRefusal,
  tooManyRecords,
} from './errors.ts'
import { findField, findObject, isWritable, OBJECTS, type SObject } from './objects.ts'
import { findDeletedRow, findRow, type Row, toWire } from './org.ts'
import { isNotModified, validatorsOf } from './preconditions.ts'
import { attributesOf } from './soql/run.ts'
import { rowsWith, SYSTEM_FIELDS } from './write/fields.ts'
import { rulesOf, UNIQUE_FIELDS } from './write/rules.ts'

const MAX_IDS = 2000
/** Of a GET; beyond it the address is too long for the vendor. */
const MAX_IDS_IN_URL = 800

/** `GET /sobjects/Account/001…` */
export function answerRow(request: DataRequest, objectName: string, id: string): EmulatorResponse {
  const object = objectAt(objectName)
  if (!/^[\w]{15}([\w]{3})?$/.test(id)) throw notFound()
  const row = findRow(request.org, object.name, id)
  if (row) return found(request, object, row)
  throw findDeletedRow(request.org, object.name, id) ? entityIsDeleted() : notFound()
}

/** `GET /sobjects/Order/NetSuite_Id__c/4711`: several matches answer 300 and their addresses. */
export function answerRowByExternalId(
  request: DataRequest,
  objectName: string,
  [fieldName, value]: [string, string],
): EmulatorResponse {
  const object = objectAt(objectName)
  const rows = rowsWith(request.org, object, [externalIdAt(object, fieldName), value])
  const [row] = rows
  if (!row) throw notFound()
  return rows.length > 1 ? severalRows(request, object, rows) : found(request, object, row)
}

function found(request: DataRequest, object: SObject, row: Row): EmulatorResponse {
  const headers = validatorsOf(row, object)
  if (isNotModified(request, row, object)) return { status: 304, headers }
  const fields = fieldsOf(request.query.get('fields'), object)
  return { status: 200, headers, body: toRecord(row, object, fields, request.version) }
}

/** `POST /composite/sobjects/Account` with `{ ids, fields }`, or GET with both in the query. */
export function answerRetrieve(request: DataRequest, objectName: string): EmulatorResponse {
  const object = objectAt(objectName)
  const { ids, fields } =
    request.method === 'GET'
      ? { ids: list(request.query.get('ids')), fields: list(request.query.get('fields')) }
      : parseRetrieveBody(request.body)
  const most = request.method === 'GET' ? MAX_IDS_IN_URL : MAX_IDS
  if (ids.length > most) throw tooManyRecords(most)
  const names = fieldsOf(fields.join(','), object)
  return {
    status: 200,
    body: ids.map((id) => {
      const row = findRow(request.org, object.name, id)
      return row ? toRecord(row, object, names, request.version) : null
    }),
  }
}

function parseRetrieveBody(body: unknown): { ids: string[]; fields: string[] } {
  const { ids, fields } = (body ?? {}) as { ids?: unknown; fields?: unknown }
  if (!Array.isArray(ids) || !Array.isArray(fields))
    throw new SalesforceRefusal(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [ids, fields]')
  return { ids: ids.map(String), fields: fields.map(String) }
}

const list = (value: string | null): string[] => (value ? value.split(',') : [])

function fieldsOf(names: string | null, object: SObject): string[] {
  if (!names) return Object.keys(object.fields)
  return names.split(',').map((name) => {
    const field = findField(object, name.trim())
    if (field === undefined) throw invalidField(name.trim(), object.name)
    return field
  })
}

function toRecord(row: Row, object: SObject, fields: readonly string[], version: string) {
  const record: Record<string, unknown> = { attributes: attributesOf(object, row, version) }
  for (const field of fields) record[field] = toWire(object.fields[field] ?? 'string', row[field] ?? null)
  return record
}

/** `GET /sobjects` */
export function answerObjects({ version }: DataRequest): EmulatorResponse {
  return {
    status: 200,
    body: {
      encoding: 'UTF-8',
      maxBatchSize: 200,
      sobjects: OBJECTS.map((object) => summaryOf(object, version)),
    },
  }
}

/** `GET /sobjects/Account/describe`, as far as clients read it. */
export function answerDescribe({ version }: DataRequest, objectName: string): EmulatorResponse {
  const object = findObject(objectName)
  if (!object) throw invalidType(objectName)
  const rules = rulesOf(object)
  const isReadOnly = (name: string) => SYSTEM_FIELDS.has(name) || rules.readOnly.includes(name)
  const fields = Object.entries(object.fields).map(([name, type]) => ({
    name,
    type,
    label: name,
    custom: name.endsWith('__c'),
    externalId: object.externalIds.includes(name),
    nillable: name !== 'Id' && !rules.required.includes(name),
    unique: UNIQUE_FIELDS.includes(name),
    createable: isWritable(object.name) && !isReadOnly(name),
    updateable: isWritable(object.name) && !isReadOnly(name) && !rules.createOnly.includes(name),
    ...(rules.picklists[name] && {
      restrictedPicklist: true,
      picklistValues: rules.picklists[name].map((value) => ({ value, label: value, active: true })),
    }),
    relationshipName: Object.entries(object.parents).find(([, { field }]) => field === name)?.[0] ?? null,
    referenceTo: Object.values(object.parents)
      .filter(({ field }) => field === name)
      .map((parent) => parent.object),
  }))
  const childRelationships = Object.entries(object.children).map(([relationshipName, child]) => ({
    relationshipName,
    childSObject: child.object,
    field: child.field,
  }))
  return { status: 200, body: { ...summaryOf(object, version), fields, childRelationships } }
}

function summaryOf(object: SObject, version: string) {
  return {
    name: object.name,
    label: object.name,
    keyPrefix: object.keyPrefix,
    custom: object.name.endsWith('__c'),
    queryable: true,
    retrieveable: true,
    urls: { sobject: `/services/data/${version}/sobjects/${object.name}` },
  }
}
