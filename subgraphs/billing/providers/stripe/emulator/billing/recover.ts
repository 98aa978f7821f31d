import { rowOf, type Transaction, updateRow } from '../transaction.ts'
import { grantFeatures } from './entitlements.ts'
import { type CustomerRow, type InvoiceRow, type SubscriptionRow, subscriptionIdOf } from './rows.ts'

/** A paid invoice brings its subscription back, and its customer into good standing when no other payment failed. */
export function recover(transaction: Transaction, invoice: InvoiceRow): void {
  const id = subscriptionIdOf(invoice)
  const subscription = id === undefined ? undefined : rowOf<SubscriptionRow>(transaction, id)
  if (subscription && ['incomplete', 'past_due', 'unpaid'].includes(subscription.status)) {
    updateRow(transaction, subscription, { status: 'active' })
    grantFeatures(transaction, subscription.customer)
  }
  const customer = transaction.state.byId.get(invoice.customer) as CustomerRow | undefined
  if (!customer?.delinquent) return
  const stillFails = (transaction.state.collections.invoices as InvoiceRow[]).some(
    (other) => other.customer === customer.id && other.status === 'open' && other.attempt_count > 0,
  )
  if (!stillFails) updateRow(transaction, customer, { delinquent: false })
}

/** A failed payment makes the customer delinquent and a live subscription past due. */
export function fallBehind(transaction: Transaction, invoice: InvoiceRow): void {
  updateRow(transaction, rowOf(transaction, invoice.customer), { delinquent: true })
  const id = subscriptionIdOf(invoice)
  if (id === undefined) return
  const subscription = rowOf<SubscriptionRow>(transaction, id)
  if (subscription.status === 'active') updateRow(transaction, subscription, { status: 'past_due' })
}
