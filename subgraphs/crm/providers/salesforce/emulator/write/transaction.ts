import { publish } from '../events/publish.ts'
import { type Row, shortId, tableOf } from '../org.ts'
import type { Transaction } from './change.ts'

export function begin({ org, now, origin }: Pick<Transaction, 'org' | 'now' | 'origin'>): Transaction {
  return { org, now, origin, changes: [] }
}

/** Inserts a row or replaces the one of its id. */
export function putRow(transaction: Transaction, object: string, row: Row): void {
  const { live } = tableOf(transaction.org, object)
  const key = shortId(row.Id)
  transaction.changes.push({ object, before: live.get(key), after: row })
  live.set(key, row)
}

/** Moves a row to the recycle bin. */
export function binRow(transaction: Transaction, object: string, row: Row): void {
  const { live, deleted } = tableOf(transaction.org, object)
  const key = shortId(row.Id)
  const at = transaction.now.toISOString()
  transaction.changes.push({ object, before: row, after: undefined })
  live.delete(key)
  deleted.set(key, { ...row, IsDeleted: true, LastModifiedDate: at, SystemModstamp: at })
}

/** Takes back what came after a point: `transaction.changes.length` as it was then. */
export function rollbackTo(transaction: Transaction, mark: number): void {
  for (const { object, before, after } of transaction.changes.splice(mark).reverse()) {
    const { live, deleted } = tableOf(transaction.org, object)
    if (after) live.delete(shortId(after.Id))
    if (!before) continue
    deleted.delete(shortId(before.Id))
    live.set(shortId(before.Id), before)
  }
}

/** Ends the transaction: its changes become events. */
export function commit(transaction: Transaction): void {
  if (transaction.changes.length > 0) publish(transaction)
  transaction.changes = []
}
