import { invoiceTotal } from '#demo-world/company-builder.ts'
import { stripeId } from '#demo-world/native-ids.ts'
import type { DemoCompany, DemoInvoice, DemoPayment } from '#demo-world/records.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import { toSmallestUnit } from '../amounts.ts'
import { BLANK_INTENT } from '../blank-records.ts'
import type { Row, State } from '../state.ts'
import { chargeRow, failureMessage, PAYMENT_METHODS, type PaymentFacts, seedSettlement } from './charges.ts'
import { secondsOf } from './time.ts'

/** A payment as its records need it. */
/** What was paid or tried for an invoice. A finalized one that nobody has tried to pay has an intent that waits. */
export function seedPayments(
  state: State,
  company: DemoCompany,
  invoice: DemoInvoice,
  world: DemoWorld,
): void {
  for (const payment of invoice.payments) {
    const amount = toSmallestUnit(payment.amount, company.currencyCode)
    const facts = { company, payment, amount, created: secondsOf(world.today, payment.receivedInDays) }
    state.collections.payment_intents.push(intentRow(facts))
    state.collections.charges.push(chargeRow(facts))
    seedSettlement(state, facts)
    state.collections.invoice_payments.push(invoicePaymentRow(invoice, facts))
  }
  if (invoice.payments.length === 0 && ['OPEN', 'UNCOLLECTIBLE'].includes(invoice.status))
    seedWaitingIntent(state, company, invoice, world)
}

function seedWaitingIntent(state: State, company: DemoCompany, invoice: DemoInvoice, world: DemoWorld): void {
  const amount = toSmallestUnit(invoiceTotal(invoice, company.currencyCode), company.currencyCode)
  const id = stripeId('pi', `${invoice.key}/waiting`)
  const created = secondsOf(world.today, invoice.issuedInDays)
  state.collections.payment_intents.push({
    ...BLANK_INTENT,
    ...ownFields(id, company, amount, created),
    amount_received: 0,
    last_payment_error: null,
    latest_charge: null,
    payment_method_types: ['customer_balance'],
    status: 'requires_payment_method',
  })
  const link = { invoice, paid: false, amount, created, paymentIntent: id, isDefault: true }
  state.collections.invoice_payments.push(toInvoicePayment(company, link))
}

function ownFields(id: string, company: DemoCompany, amount: number, created: number) {
  return {
    id,
    object: 'payment_intent',
    amount,
    client_secret: `${id}_secret_demo`,
    created,
    currency: company.currencyCode.toLowerCase(),
    customer: stripeId('cus', company.key),
    description: 'Subscription update',
  }
}

const INTENT_STATUSES = {
  SUCCEEDED: 'succeeded',
  REFUNDED: 'succeeded',
  PARTIALLY_REFUNDED: 'succeeded',
  PENDING: 'processing',
  FAILED: 'requires_payment_method',
} as const

function intentRow(facts: PaymentFacts): Row {
  const { company, payment, amount, created } = facts
  const status = INTENT_STATUSES[payment.status]
  return {
    ...BLANK_INTENT,
    ...ownFields(stripeId('pi', payment.key), company, amount, created),
    amount_received: status === 'succeeded' ? amount : 0,
    last_payment_error: payment.status === 'FAILED' ? failureOf(payment) : null,
    latest_charge: stripeId('ch', payment.key),
    payment_method_types: [PAYMENT_METHODS[payment.method]],
    processing: payment.status === 'PENDING' ? { type: PAYMENT_METHODS[payment.method] } : null,
    status,
  }
}

/** https://docs.stripe.com/declines/codes: the issuer's reason comes beside Stripe's code (read 2026-11-22). */
function failureOf({ key, failureCode = 'card_declined', method }: DemoPayment) {
  const expired = failureCode === 'expired_card'
  const code = expired ? 'expired_card' : 'card_declined'
  return {
    advice_code: 'try_again_later',
    charge: stripeId('ch', key),
    code,
    decline_code: failureCode === 'card_declined' ? 'generic_decline' : failureCode,
    doc_url: `https://stripe.com/docs/error-codes/${code.replace('_', '-')}`,
    message: failureMessage(failureCode),
    payment_method: { id: stripeId('pm', key), object: 'payment_method', type: PAYMENT_METHODS[method] },
    type: 'card_error',
  }
}

function invoicePaymentRow(invoice: DemoInvoice, { company, payment, amount, created }: PaymentFacts): Row {
  const paid = ['SUCCEEDED', 'REFUNDED', 'PARTIALLY_REFUNDED'].includes(payment.status)
  const isDefault = invoice.payments.at(-1) === payment
  const paymentIntent = stripeId('pi', payment.key)
  return toInvoicePayment(company, { invoice, paid, amount, created, paymentIntent, isDefault })
}

function toInvoicePayment(
  company: DemoCompany,
  link: {
    invoice: DemoInvoice
    paid: boolean
    amount: number
    created: number
    paymentIntent: string
    isDefault: boolean
  },
): Row {
  return {
    id: link.paymentIntent.replace('pi_', 'inpay_'),
    object: 'invoice_payment',
    amount_paid: link.paid ? link.amount : null,
    amount_requested: link.amount,
    created: link.created,
    currency: company.currencyCode.toLowerCase(),
    invoice: stripeId('in', link.invoice.key),
    is_default: link.isDefault,
    livemode: false,
    payment: { payment_intent: link.paymentIntent, type: 'payment_intent' },
    status: link.paid ? 'paid' : 'open',
    status_transitions: { canceled_at: null, paid_at: link.paid ? link.created : null },
  }
}
