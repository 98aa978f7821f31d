import { update } from '../insert.ts'
import { userError } from '../problems.ts'
import type { Cells } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import { settleInvoice, unapplyAll } from './applications.ts'
import { stampOf } from './clock.ts'
import { BILLABLE, releaseOrder } from './orders.ts'
import { assertPeriodOpen } from './periods.ts'

/**
 * A direct void: total and lines become zero, the record stays. Whatever it closed is open again: an invoice's order
 * waits for billing, a payment's invoices for payment. Only in an open period, and never twice.
 */
export function voidTransaction(context: Context, row: Cells): void {
  const id = Number(row.id)
  if (row.voided === 'T') throw userError('This transaction has already been voided.')
  assertPeriodOpen(context, row)
  if (row.type === 'SalesOrd') assertUnbilledOrder(row)
  if (row.type === 'CustInvc') {
    assertUnpaid(context, id)
    releaseOrder(context, row)
  }
  const reopened = row.type === 'CustPymt' || row.type === 'CustCred' ? unapplyAll(context, id) : []
  zero(context, row)
  for (const invoice of reopened) settleInvoice(context, invoice)
}

function assertUnbilledOrder({ status }: Cells): void {
  if (status !== 'A' && !BILLABLE.has(String(status)))
    throw userError('This transaction cannot be voided because of its status.')
}

function assertUnpaid({ state }: Context, id: number): void {
  const paid = state.database
    .prepare("SELECT 1 FROM nexttransactionlinelink WHERE previousdoc = ? AND linktype = 'Payment' LIMIT 1")
    .get(id)
  if (paid)
    throw userError('This transaction cannot be voided because it is linked to by one or more transactions.')
}

function zero(context: Context, row: Cells): void {
  const { database } = context.state
  const id = Number(row.id)
  database
    .prepare('UPDATE transactionline SET foreignamount = 0, netamount = 0, rate = 0 WHERE "transaction" = ?')
    .run(id)
  database.prepare('UPDATE transactionaccountingline SET amount = 0 WHERE "transaction" = ?').run(id)
  const isCredit = row.type === 'CustPymt' || row.type === 'CustCred'
  update(database, 'transaction', id, {
    voided: true,
    status: row.type === 'SalesOrd' ? 'C' : 'V',
    foreigntotal: 0,
    ...(row.type === 'CustInvc' && { foreignamountpaid: 0, foreignamountunpaid: 0 }),
    ...(isCredit && { foreignpaymentamountused: 0, foreignpaymentamountunused: 0 }),
    lastmodifieddate: stampOf(context),
  })
}
