import { newId } from '../ids.ts'
import { type GivenMetadata, mergeMetadata } from '../metadata.ts'
import type { Row } from '../state.ts'
import { insertRow, type Transaction, updateRow } from '../transaction.ts'
import type { CustomerRow } from './rows.ts'

/**
 * Changes what a customer owes beside its invoices (a credit is negative), and writes down why.
 * https://docs.stripe.com/billing/customer/balance (read 2026-11-22)
 */
export function recordBalance(
  transaction: Transaction,
  customer: CustomerRow,
  entry: {
    amount: number
    type: 'adjustment' | 'applied_to_invoice' | 'credit_note' | 'unapplied_from_invoice'
    currency?: string
    creditNote?: string
    invoice?: string
    description?: string | null
    metadata?: GivenMetadata
  },
): Row {
  const balance = customer.balance + entry.amount
  const row: Row = {
    id: newId('cbtxn'),
    object: 'customer_balance_transaction',
    amount: entry.amount,
    checkout_session: null,
    created: transaction.now,
    credit_note: entry.creditNote ?? null,
    currency: entry.currency ?? customer.currency ?? 'usd',
    customer: customer.id,
    customer_account: null,
    description: entry.description ?? null,
    ending_balance: balance,
    invoice: entry.invoice ?? null,
    livemode: false,
    metadata: mergeMetadata({}, entry.metadata),
    type: entry.type,
  }
  insertRow(transaction, 'customer_balance_transactions', row)
  updateRow(transaction, customer, { balance })
  return row
}
