import type { EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { DataRequest } from './data.ts'
import { invalidField, invalidType, notFound, SalesforceRefusal } from './errors.ts'
import { findField, findObject, type SObject } from './objects.ts'
import { findRow, type Row, rowsOf, toWire } from './org.ts'
import { attributesOf } from './soql/run.ts'

const MAX_IDS = 2000
/** Of a GET; beyond it the address is too long for the vendor. */
const MAX_IDS_IN_URL = 800

/** `GET /sobjects/Account/001…` */
export function answerRow(request: DataRequest, objectName: string, id: string): EmulatorResponse {
  const object = objectOf(objectName)
  if (!/^[\w]{15}([\w]{3})?$/.test(id)) throw notFound()
  const row = findRow(request.org, object.name, id)
  if (!row) throw notFound()
  return {
    status: 200,
    body: toRecord(row, object, fieldsOf(request.query.get('fields'), object), request.version),
  }
}

/** `GET /sobjects/Order/NetSuite_Id__c/4711`: several matches answer 300 and their addresses. */
export function answerRowByExternalId(
  request: DataRequest,
  objectName: string,
  [fieldName, value]: [string, string],
): EmulatorResponse {
  const object = objectOf(objectName)
  const field = findField(object, fieldName)
  if (field === undefined || !object.externalIds.includes(field)) throw notFound()
  const found = rowsOf(request.org, object.name).filter(
    (row) => String(row[field] ?? '').toLowerCase() === value.toLowerCase(),
  )
  const [row] = found
  if (!row) throw notFound()
  if (found.length > 1)
    return { status: 300, body: found.map((match) => attributesOf(object, match, request.version).url) }
  return {
    status: 200,
    body: toRecord(row, object, fieldsOf(request.query.get('fields'), object), request.version),
  }
}

/** `POST /composite/sobjects/Account` with `{ ids, fields }`, or GET with both in the query. */
export function answerRetrieve(request: DataRequest, objectName: string): EmulatorResponse {
  const object = objectOf(objectName)
  const { ids, fields } =
    request.method === 'GET'
      ? { ids: list(request.query.get('ids')), fields: list(request.query.get('fields')) }
      : parseRetrieveBody(request.body)
  const most = request.method === 'GET' ? MAX_IDS_IN_URL : MAX_IDS
  if (ids.length > most)
    throw new SalesforceRefusal(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${most} records in this operation`,
    )
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

function objectOf(name: string): SObject {
  const object = findObject(name)
  if (!object) throw notFound()
  return object
}

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

/** `GET /sobjects/Account/describe`, as far as clients read it. */
export function answerDescribe({ version }: DataRequest, objectName: string): EmulatorResponse {
  const object = findObject(objectName)
  if (!object) throw invalidType(objectName)
  const fields = Object.entries(object.fields).map(([name, type]) => ({
    name,
    type,
    label: name,
    custom: name.endsWith('__c'),
    externalId: object.externalIds.includes(name),
    nillable: name !== 'Id',
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

export function summaryOf(object: SObject, version: string) {
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
