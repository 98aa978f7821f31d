import type { EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { forbidden, nonexistent, problem, Refusal } from '../problems.ts'
import { recordUrl, typeOf } from '../record-types/index.ts'
import { type Cells, findRow, type RecordType } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import { createCustomer, updateCustomer } from './customers.ts'
import { type Given, readGiven } from './given.ts'
import { createPayment, updatePayment } from './payments.ts'
import { removeRecord } from './remove.ts'
import { createSale, type SaleType, updateSale } from './sales.ts'
import { transformOf } from './transforms.ts'

/** `POST /record/v1/{type}` */
export function createRecord(request: EmulatorRequest, context: Context): EmulatorResponse {
  const type = writableType(request)
  const id = create(context, type, readGiven(request, type, context.state.database))
  return written(recordUrl(context.baseUrl, type.name, id))
}

/** `PATCH /record/v1/{type}/{id}`: what is not mentioned stays. */
export function updateRecord(request: EmulatorRequest, context: Context): EmulatorResponse {
  const type = writableType(request)
  const row = rowOf(request, context, type)
  change(context, type, row, readGiven(request, type, context.state.database))
  return written()
}

/** `PUT /record/v1/{type}/eid:{externalId}`: makes the record, or changes it where it is there. */
export function upsertRecord(request: EmulatorRequest, context: Context): EmulatorResponse {
  const type = writableType(request)
  const key = request.params.id ?? ''
  if (!/^eid:[\w-]+$/.test(key)) {
    throw new Refusal(
      problem(400, 'INVALID_REQUEST', 'The PUT method requires an external ID in the URL.', {
        'o:errorUrl': request.path,
      }),
    )
  }
  const { cells, lists } = readGiven(request, type, context.state.database)
  const given = { cells: { ...cells, externalid: key.slice('eid:'.length) }, lists }
  const row = findRow(context.state.database, type, key)
  if (row) change(context, type, row, given)
  const id = row ? String(row.id) : create(context, type, given)
  return written(recordUrl(context.baseUrl, type.name, id))
}

/** `DELETE /record/v1/{type}/{id}` */
export function deleteRecord(request: EmulatorRequest, context: Context): EmulatorResponse {
  const type = writableType(request)
  removeRecord(context, type, rowOf(request, context, type))
  return written()
}

/** `POST /record/v1/{type}/{id}/!transform/{target}`: one record made from another. */
export function transformRecord(request: EmulatorRequest, context: Context): EmulatorResponse {
  const source = writableType(request)
  const target = writableType(request, request.params.target ?? '')
  const transform = transformOf(source.name, target.name)
  const row = rowOf(request, context, source)
  const id = transform(context, row, readGiven(request, target, context.state.database))
  return written(recordUrl(context.baseUrl, target.name, id))
}

function writableType(request: EmulatorRequest, name?: string): RecordType {
  const type = typeOf(request, name)
  if (type.name !== 'customer' && type.transactionType === undefined) throw forbidden()
  return type
}

function rowOf(request: EmulatorRequest, context: Context, type: RecordType): Cells {
  const row = findRow(context.state.database, type, request.params.id ?? '')
  if (!row) throw nonexistent(request.path)
  return row
}

function create(context: Context, { transactionType }: RecordType, given: Given): number {
  if (transactionType === undefined) return createCustomer(context, given)
  if (transactionType === 'CustPymt') return createPayment(context, given)
  return createSale(context, transactionType as SaleType, given)
}

function change(context: Context, { transactionType }: RecordType, row: Cells, given: Given): void {
  if (transactionType === undefined) updateCustomer(context, row, given)
  else if (transactionType === 'CustPymt') updatePayment(context, row, given)
  else updateSale(context, row, given)
}

const written = (location?: string): EmulatorResponse => ({
  status: 204,
  ...(location === undefined ? {} : { headers: { location } }),
})
