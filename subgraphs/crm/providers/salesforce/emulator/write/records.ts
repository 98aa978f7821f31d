import { randomUUID } from 'node:crypto'
import { salesforceId } from '#demo-world/native-ids.ts'
import { USER_ID } from '../auth.ts'
import { entityIsDeleted, SalesforceRefusal } from '../errors.ts'
import { findObject, isWritable, type SObject } from '../objects.ts'
import { findDeletedRow, findRow, type Org, type Row, rowsOf } from '../org.ts'
import type { Transaction } from './change.ts'
import { checkLocks, checkRow } from './checks.ts'
import { derivedFields } from './derive.ts'
import { type Fields, notWritable, readFields } from './fields.ts'
import { rollUp } from './roll-up.ts'
import { rulesOf } from './rules.ts'
import { binRow, putRow } from './transaction.ts'

/** Writes a new row; the id is one that no earlier run of the org gave out. */
export function createRecord(transaction: Transaction, object: SObject, body: unknown): Row {
  assertWritable(object)
  const { org } = transaction
  const given = readFields(body, org, object)
  const empty = Object.fromEntries(
    Object.entries(object.fields).map(([field, kind]) => [field, kind === 'boolean' ? false : null]),
  )
  const row: Row = {
    ...empty,
    ...defaultsOf(object),
    ...given,
    ...stamps(transaction.now, true),
    Id: salesforceId(object.keyPrefix, randomUUID()),
  }
  return store(transaction, { object, row, given, before: undefined })
}

/** Changes the given fields of a row. */
export function updateRecord(transaction: Transaction, object: SObject, before: Row, body: unknown): Row {
  assertWritable(object)
  const given = readFields(body, transaction.org, object)
  const fixed = rulesOf(object).createOnly.find((field) => field in given && given[field] !== before[field])
  if (fixed !== undefined) throw notWritable(fixed)
  const row: Row = { ...before, ...given, ...stamps(transaction.now, false) }
  return store(transaction, { object, row, given, before })
}

function store(
  transaction: Transaction,
  { object, row, given, before }: { object: SObject; row: Row; given: Fields; before: Row | undefined },
): Row {
  const { org } = transaction
  const checked = { ...row, ...derivedFields(object.name, { row, before, org }) }
  checkRow(checked, Object.keys(given), { org, object })
  putRow(transaction, object.name, checked)
  rollUp(transaction, object.name, checked)
  return checked
}

/** Deletes a row and, with it, the rows that cannot be without it. */
export function deleteRecord(transaction: Transaction, object: SObject, row: Row): void {
  assertWritable(object)
  const { org } = transaction
  checkLocks(row, org, object)
  for (const { object: name, field } of rulesOf(object).cascades) {
    const child = findObject(name)
    // An earlier cascade of the same deletion may have taken it already.
    for (const dependent of rowsOf(org, name).filter((candidate) => candidate[field] === row.Id))
      if (child && findRow(org, name, dependent.Id)) deleteRecord(transaction, child, dependent)
  }
  for (const { object: name, field } of rulesOf(object).lookups)
    for (const naming of rowsOf(org, name).filter((candidate) => candidate[field] === row.Id))
      putRow(transaction, name, { ...naming, [field]: null })
  binRow(transaction, object.name, row)
  rollUp(transaction, object.name, row)
}

/** The row of an address; 400 for what is no id, 404 for none and for a deleted one. */
export function rowAt(org: Org, object: SObject, id: string): Row {
  if (!/^\w{15}(\w{3})?$/.test(id)) throw new SalesforceRefusal(400, 'MALFORMED_ID', `malformed id ${id}`)
  const row = findRow(org, object.name, id)
  if (row) return row
  if (findDeletedRow(org, object.name, id)) throw entityIsDeleted()
  throw new SalesforceRefusal(404, 'NOT_FOUND', 'The requested resource does not exist')
}

function assertWritable({ name }: SObject): void {
  if (!isWritable(name))
    throw new SalesforceRefusal(403, 'INSUFFICIENT_ACCESS', `entity type ${name} does not support writes`)
}

const defaultsOf = ({ fields }: SObject): Fields => ({
  ...('OwnerId' in fields ? { OwnerId: USER_ID } : {}),
  ...('CurrencyIsoCode' in fields ? { CurrencyIsoCode: 'USD' } : {}),
})

function stamps(now: Date, isNew: boolean): Fields {
  const at = now.toISOString()
  return { ...(isNew ? { CreatedDate: at } : {}), LastModifiedDate: at, SystemModstamp: at }
}
