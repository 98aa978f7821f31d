import type { EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { DataRequest } from '../data-request.ts'
import { entityIsDeleted, invalidRecord, invalidType, SalesforceRefusal, tooManyRecords } from '../errors.ts'
import { findObject, OBJECTS, type SObject } from '../objects.ts'
import { findDeletedRow, findRow, type Org, type Row } from '../org.ts'
import { externalIdAt, objectAt } from '../addressed.ts'
import { checkDeletable } from './checks.ts'
import { ambiguous, rowsWith } from './fields.ts'
import { createRecord, deleteRecord, updateRecord } from './records.ts'
import { rollbackTo } from './transaction.ts'

const MAX_RECORDS = 200

type Input = Record<string, unknown>
interface Result {
  id?: string
  success: boolean
  errors: { statusCode: string; message: string; fields: readonly string[] }[]
  created?: boolean
}

/** `POST /composite/sobjects` */
export function answerCreateMany(request: DataRequest): EmulatorResponse {
  return writeEach(request, recordsOf(request.body), (record) => {
    const { Id: id, id: sameId, ...body } = record
    if (id !== undefined || sameId !== undefined)
      throw invalidRecord('INVALID_FIELD', 'cannot specify Id in an insert call')
    return { id: createRecord(request.transaction, typeOf(record), body).Id }
  })
}

/** `PATCH /composite/sobjects` */
export function answerUpdateMany(request: DataRequest): EmulatorResponse {
  return writeEach(request, recordsOf(request.body), (record) => {
    const { id: lower, Id: upper, ...body } = record
    const object = typeOf(record)
    const row = rowWithId(request.org, object, lower ?? upper)
    return { id: updateRecord(request.transaction, object, row, body).Id }
  })
}

/** `PATCH /composite/sobjects/Account/Weft_Key__c`, where `Id` may be the field as well. */
export function answerUpsertMany(
  request: DataRequest,
  objectName: string,
  fieldName: string,
): EmulatorResponse {
  const object = objectAt(objectName)
  const field = fieldName.toLowerCase() === 'id' ? 'Id' : externalIdAt(object, fieldName)
  const records = recordsOf(request.body)
  const repeated = repeatedValues(records, field)
  return writeEach(request, records, (record) => {
    const { id: _id, Id: _Id, ...body } = record
    const value = field === 'Id' ? (record.Id ?? record.id) : record[field]
    if (field === 'Id') return upsertById(request, object, [value, body])
    if (value === undefined || value === null || value === '')
      throw invalidRecord('MISSING_ARGUMENT', `${field} not specified`)
    if (repeated.has(String(value).toLowerCase()))
      throw invalidRecord('DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, [field])
    const found = rowsWith(request.org, object, [field, String(value)])
    if (found.length > 1) throw ambiguous(field, found)
    return upsertRow(request, object, [found[0], body])
  })
}

function upsertById(request: DataRequest, object: SObject, [id, body]: [unknown, Input]) {
  const row = id === undefined || id === null ? undefined : rowWithId(request.org, object, id)
  return upsertRow(request, object, [row, body])
}

function upsertRow({ transaction }: DataRequest, object: SObject, [row, body]: [Row | undefined, Input]) {
  if (row) return { id: updateRecord(transaction, object, row, body).Id, created: false }
  return { id: createRecord(transaction, object, body).Id, created: true }
}

function repeatedValues(records: readonly Input[], field: string): Set<string> {
  const counts = Map.groupBy(records, (record) => String(record[field] ?? '').toLowerCase())
  return new Set(
    [...counts].filter(([value, same]) => value !== '' && same.length > 1).map(([value]) => value),
  )
}

/** `DELETE /composite/sobjects?ids=…&allOrNone=` */
export function answerDeleteMany(request: DataRequest): EmulatorResponse {
  const ids = (request.query.get('ids') ?? '').split(',').filter(Boolean)
  if (ids.length > MAX_RECORDS) throw tooManyRecords(MAX_RECORDS)
  return writeEach(
    request,
    ids.map((id) => ({ id })),
    ({ id }) => {
      const object = OBJECTS.find(({ keyPrefix }) => id.startsWith(keyPrefix))
      if (!object) throw invalidRecord('MALFORMED_ID', `malformed id ${id}`)
      const row = rowWithId(request.org, object, id)
      checkDeletable(row, object)
      deleteRecord(request.transaction, object, row)
      return { id: row.Id }
    },
  )
}

/** Writes each record on its own; under `allOrNone` one failure takes all of them back. */
function writeEach<Record extends Input>(
  request: DataRequest,
  records: readonly Record[],
  write: (record: Record) => { id: string; created?: boolean },
): EmulatorResponse {
  const { transaction } = request
  const start = transaction.changes.length
  const results = records.map((record): Result => {
    const mark = transaction.changes.length
    try {
      const { id, ...more } = write(record)
      return { id, success: true, errors: [], ...more }
    } catch (error) {
      if (!(error instanceof SalesforceRefusal)) throw error
      rollbackTo(transaction, mark)
      return failure(error, record)
    }
  })
  const isAllOrNone = allOrNoneOf(request)
  if (!isAllOrNone || results.every(({ success }) => success)) return { status: 200, body: results }
  rollbackTo(transaction, start)
  return {
    status: 200,
    body: results.map((result, index) =>
      result.success ? failure(ROLLED_BACK, records[index] ?? {}) : result,
    ),
  }
}

const ROLLED_BACK = invalidRecord(
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header',
)

function failure({ errorCode, message, fields }: SalesforceRefusal, record: Input): Result {
  const id = record.id ?? record.Id
  return {
    ...(typeof id === 'string' ? { id } : {}),
    success: false,
    errors: [{ statusCode: errorCode, message, fields: fields ?? [] }],
  }
}

function allOrNoneOf({ method, query, body }: DataRequest): boolean {
  if (method === 'DELETE') return query.get('allOrNone') === 'true'
  return (body as { allOrNone?: unknown }).allOrNone === true
}

function recordsOf(body: unknown): Input[] {
  const { records } = (body ?? {}) as { records?: unknown }
  if (!Array.isArray(records))
    throw new SalesforceRefusal(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [records]')
  if (records.length > MAX_RECORDS) throw tooManyRecords(MAX_RECORDS)
  return records.map((record) => (typeof record === 'object' && record !== null ? record : {}))
}

function typeOf({ attributes }: Input): SObject {
  const name = String((attributes as { type?: unknown } | undefined)?.type ?? '')
  const object = findObject(name)
  if (!object) throw invalidType(name)
  return object
}

/** In a collection an unknown id is a bad reference, not a bad address. */
function rowWithId(org: Org, object: SObject, id: unknown): Row {
  if (typeof id !== 'string') throw invalidRecord('MISSING_ARGUMENT', 'Id not specified in an update call')
  if (!/^\w{15}(\w{3})?$/.test(id)) throw invalidRecord('MALFORMED_ID', `malformed id ${id}`)
  const row = findRow(org, object.name, id)
  if (row) return row
  if (findDeletedRow(org, object.name, id)) throw entityIsDeleted()
  throw invalidRecord('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
}
