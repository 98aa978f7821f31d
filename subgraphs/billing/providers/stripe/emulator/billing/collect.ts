import { invalid, type StripeRefusal, stateConflict } from '../errors.ts'
import { changeRow, emit, rowOf, type Transaction, updateRow } from '../transaction.ts'
import { declineOf } from './cards.ts'
import { fail, openPaymentOf, succeed } from './intents.ts'
import { finalize, settle } from './invoices.ts'
import { fallBehind } from './recover.ts'
import {
  type CardRow,
  type CustomerRow,
  type InvoiceRow,
  type SubscriptionRow,
  subscriptionIdOf,
} from './rows.ts'

const DAY = 86_400
/** From each failed attempt to the next; after the last the invoice stays open. Real ones are chosen by Stripe. */
const RETRY_DAYS = [3, 5, 7]

/** The card that an invoice is charged to when nobody names one. */
export function defaultCardOf(transaction: Transaction, invoice: InvoiceRow): CardRow | undefined {
  const { state } = transaction
  const subscription = state.byId.get(subscriptionIdOf(invoice) ?? '') as SubscriptionRow | undefined
  const customer = rowOf<CustomerRow>(transaction, invoice.customer)
  const id =
    invoice.default_payment_method ??
    subscription?.default_payment_method ??
    customer.invoice_settings.default_payment_method
  return id === null || id === undefined ? undefined : (state.byId.get(id) as CardRow | undefined)
}

/** `POST /v1/invoices/:id/pay`: throws the 402 of a declined card. */
export function pay(
  transaction: Transaction,
  invoice: InvoiceRow,
  how: { card: CardRow | undefined; isOutOfBand: boolean },
): void {
  if (invoice.status === 'draft') finalize(transaction, invoice)
  else if (invoice.status === 'paid') throw stateConflict('Invoice is already paid')
  else if (invoice.status === 'void') throw stateConflict('You cannot pay an invoice that was voided.')
  // A draft with nothing due is paid by being finalized.
  if (invoice.amount_remaining === 0) return
  if (how.isOutOfBand) {
    payOutOfBand(transaction, invoice)
    return
  }
  if (!how.card)
    throw invalid(
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
      undefined,
      'resource_missing',
    )
  const refusal = charge(transaction, invoice, how.card)
  if (refusal) throw refusal
}

/** Somebody says that it was paid elsewhere: there is no payment of it here. */
function payOutOfBand(transaction: Transaction, invoice: InvoiceRow): void {
  const open = openPaymentOf(transaction, invoice)
  if (open) changeRow(transaction, open, { status: 'canceled' })
  settle(transaction, invoice, {
    amount_paid: invoice.amount_paid + invoice.amount_remaining,
    attempted: true,
  })
}

/**
 * Charges what is left to pay; answers the refusal where the card is declined. By hand only the first attempt counts
 * for the schedule of attempts.
 */
export function charge(
  transaction: Transaction,
  invoice: InvoiceRow,
  card: CardRow,
  attempt: Attempt = { attempt_count: Math.max(1, invoice.attempt_count) },
): StripeRefusal | undefined {
  const reason = declineOf(card)
  if (!reason) {
    const { amount } = succeed(transaction, invoice, card)
    const { attempt_count } = attempt
    settle(transaction, invoice, {
      amount_paid: invoice.amount_paid + amount,
      attempt_count,
      attempted: true,
    })
    return undefined
  }
  const refusal = fail(transaction, invoice, card, reason)
  noteFailure(transaction, invoice, attempt)
  return refusal
}

interface Attempt {
  attempt_count: number
  /** As it was, unless given. */
  next_payment_attempt?: number | null
}

/** The attempt that Stripe makes by itself, and plans the next one for where it fails. */
export function attemptPayment(transaction: Transaction, invoice: InvoiceRow): void {
  const card = defaultCardOf(transaction, invoice)
  const attempt_count = invoice.attempt_count + 1
  const days = RETRY_DAYS[attempt_count - 1]
  const isLast = days === undefined || !invoice.auto_advance
  const attempt = { attempt_count, next_payment_attempt: isLast ? null : transaction.now + days * DAY }
  if (card) charge(transaction, invoice, card, attempt)
  else noteFailure(transaction, invoice, attempt)
}

function noteFailure(transaction: Transaction, invoice: InvoiceRow, attempt: Attempt): void {
  updateRow(transaction, invoice, { ...attempt, attempted: true })
  emit(transaction, 'payment_failed', invoice)
  if (invoice.collection_method === 'charge_automatically') fallBehind(transaction, invoice)
}
