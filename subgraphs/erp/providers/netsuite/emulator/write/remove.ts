import { userError } from '../problems.ts'
import type { Cells, RecordType } from '../record-types/record-type.ts'
import { insert } from '../insert.ts'
import type { Context } from '../state.ts'
import { settleInvoice, unapplyAll } from './applications.ts'
import { stampOf } from './clock.ts'
import { removeCustomer } from './customers.ts'
import { clearLedger } from './ledger.ts'
import { releaseOrder } from './orders.ts'
import { assertPeriodOpen } from './periods.ts'

/** Deletes a record, and leaves the trace that `deletedrecord` keeps. */
export function removeRecord(context: Context, type: RecordType, row: Cells): void {
  if (type.transactionType === undefined) removeCustomer(context, row)
  else removeTransaction(context, row)
  insert(context.state.database, 'deletedrecord', {
    recordid: row.id ?? null,
    recordtypeid: type.name.toLowerCase(),
    type: type.name,
    name: row.tranid ?? row.entityid ?? null,
    deleteddate: stampOf(context),
  })
}

function removeTransaction(context: Context, row: Cells): void {
  const { database } = context.state
  const id = Number(row.id)
  assertPeriodOpen(context, row)
  assertNotLinked(context, id)
  if (row.type === 'CustInvc') releaseOrder(context, row)
  const reopened = unapplyAll(context, id)
  clearLedger(context, id)
  database.prepare('DELETE FROM "transaction" WHERE id = ?').run(id)
  for (const invoice of reopened) settleInvoice(context, invoice)
}

/** A document that another one was made from, or that was paid, cannot go. */
function assertNotLinked({ state }: Context, id: number): void {
  const linked = state.database
    .prepare('SELECT 1 FROM nexttransactionlinelink WHERE previousdoc = ? LIMIT 1')
    .get(id)
  const created = state.database
    .prepare('SELECT 1 FROM transactionline WHERE createdfrom = ? LIMIT 1')
    .get(id)
  if (linked || created)
    throw userError('This transaction cannot be deleted because it is linked to by one or more transactions.')
}
