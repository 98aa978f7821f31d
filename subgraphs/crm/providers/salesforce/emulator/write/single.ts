import type { EmulatorResponse } from '#shared/emulator/emulator.ts'
import { externalIdAt, objectAt, severalRows } from '../addressed.ts'
import type { DataRequest } from '../data-request.ts'
import { notFound, SalesforceRefusal } from '../errors.ts'
import type { SObject } from '../objects.ts'
import type { Row } from '../org.ts'
import { assertUnmodified } from '../preconditions.ts'
import { attributesOf } from '../soql/run.ts'
import { checkDeletable } from './checks.ts'
import { rowsWith } from './fields.ts'
import { createRecord, deleteRecord, rowAt, updateRecord } from './records.ts'

/** The first version that answers an upsert of an existing row with a body. */
const UPSERT_BODY_SINCE = 46

/** `POST /sobjects/Account` */
export function answerCreate(request: DataRequest, objectName: string): EmulatorResponse {
  const object = objectAt(objectName)
  refuseInBody(request.body, 'Id')
  const row = createRecord(request.transaction, object, request.body)
  return created(request, object, row, {})
}

/** `PATCH /sobjects/Account/001…` */
export function answerUpdate(request: DataRequest, objectName: string, id: string): EmulatorResponse {
  const object = objectAt(objectName)
  const row = rowAt(request.org, object, id)
  assertUnmodified(request, row, object)
  refuseInBody(request.body, 'Id')
  updateRecord(request.transaction, object, row, request.body)
  return { status: 204 }
}

/** `DELETE /sobjects/Account/001…`: conditions are not looked at, as the guide to conditional requests says. */
export function answerDelete(request: DataRequest, objectName: string, id: string): EmulatorResponse {
  const object = objectAt(objectName)
  const row = rowAt(request.org, object, id)
  checkDeletable(row, object)
  deleteRecord(request.transaction, object, row)
  return { status: 204 }
}

/** `PATCH /sobjects/Account/Weft_Key__c/A-1[?updateOnly=true]`: 201, 200, 300 or 404. */
export function answerUpsert(
  request: DataRequest,
  objectName: string,
  [fieldName, value]: [string, string],
): EmulatorResponse {
  const object = objectAt(objectName)
  const field = externalIdAt(object, fieldName)
  refuseInBody(request.body, 'Id')
  refuseInBody(request.body, field)
  const found = rowsWith(request.org, object, [field, value])
  const [row] = found
  if (found.length > 1) return severalRows(request, object, found)
  if (!row && request.query.get('updateOnly') === 'true') throw notFound()
  if (!row) {
    const body = { ...(request.body as object), [field]: value }
    return created(request, object, createRecord(request.transaction, object, body), { created: true })
  }
  assertUnmodified(request, row, object)
  updateRecord(request.transaction, object, row, request.body)
  if (Number(/\d+/.exec(request.version)?.[0]) < UPSERT_BODY_SINCE) return { status: 204 }
  return { status: 200, body: { id: row.Id, success: true, errors: [], created: false } }
}

/** `DELETE /sobjects/Account/Weft_Key__c/A-1` */
export function answerDeleteByExternalId(
  request: DataRequest,
  objectName: string,
  [fieldName, value]: [string, string],
): EmulatorResponse {
  const object = objectAt(objectName)
  const found = rowsWith(request.org, object, [externalIdAt(object, fieldName), value])
  const [row] = found
  if (!row) throw notFound()
  if (found.length > 1) return severalRows(request, object, found)
  checkDeletable(row, object)
  deleteRecord(request.transaction, object, row)
  return { status: 204 }
}

function created(
  { version }: DataRequest,
  object: SObject,
  row: Row,
  more: { created?: boolean },
): EmulatorResponse {
  return {
    status: 201,
    headers: { Location: attributesOf(object, row, version).url },
    body: { id: row.Id, success: true, errors: [], ...more },
  }
}

/** What the address already says must not stand in the body. */
function refuseInBody(body: unknown, field: string): void {
  const names = typeof body === 'object' && body !== null ? Object.keys(body) : []
  if (names.some((name) => name.toLowerCase() === field.toLowerCase()))
    throw new SalesforceRefusal(
      400,
      'INVALID_FIELD',
      `The ${field} field should not be specified in the sobject data.`,
    )
}
