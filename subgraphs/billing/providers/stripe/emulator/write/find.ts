import type { CustomerRow } from '../billing/rows.ts'
import { noSuch } from '../errors.ts'
import { type CollectionName, findById, type Row } from '../state.ts'
import { at, rowOf, type Transaction } from '../transaction.ts'

/** The record that the path names. */
export function find<Found extends Row>({ state }: Transaction, collection: CollectionName, id = ''): Found {
  const row = findById(state, id)
  if (!row || !state.collections[collection].includes(row)) throw noSuch(collection, id, 'id', 404)
  return row as Found
}

/** The transaction at the customer's own time, which is that of the test clock it lives by. */
export function atTimeOf(transaction: Transaction, customerId: unknown): Transaction {
  const customer = findById(transaction.state, String(customerId)) as CustomerRow | undefined
  const test_clock = customer?.test_clock ?? null
  if (test_clock === null) return transaction
  return at(transaction, Number(rowOf(transaction, test_clock).frozen_time))
}
