import { stripeId } from '#demo-world/native-ids.ts'
import type { DemoCompany, DemoPayment } from '#demo-world/records.ts'
import { toSmallestUnit } from '../amounts.ts'
import { BLANK_CHARGE } from '../blank-records.ts'
import type { Row, State } from '../state.ts'

/** One payment of a company, as its intent and its charge both tell of it. */
export interface PaymentFacts {
  company: DemoCompany
  payment: DemoPayment
  /** In Stripe's smallest unit. */
  amount: number
  created: number
}

export const PAYMENT_METHODS = {
  CARD: 'card',
  DIRECT_DEBIT: 'sepa_debit',
  BANK_TRANSFER: 'customer_balance',
} as const

/** Thousandths of the amount that the processor keeps. */
const FEE_THOUSANDTHS = { CARD: 29, DIRECT_DEBIT: 8, BANK_TRANSFER: 5 } as const

const isPaid = ({ status }: DemoPayment): boolean => status !== 'FAILED' && status !== 'PENDING'

/** What came back to the payer. */
function refundedOf({ company, payment, amount }: PaymentFacts): number {
  if (payment.refund !== undefined) return toSmallestUnit(payment.refund, company.currencyCode)
  return payment.status === 'REFUNDED' ? amount : 0
}

export function chargeRow(facts: PaymentFacts): Row {
  const { company, payment, amount, created } = facts
  const paid = isPaid(payment)
  const failed = payment.status === 'FAILED'
  const refunded = refundedOf(facts)
  return {
    ...BLANK_CHARGE,
    id: stripeId('ch', payment.key),
    object: 'charge',
    amount,
    amount_captured: paid ? amount : 0,
    amount_refunded: refunded,
    balance_transaction: paid ? stripeId('txn', payment.key) : null,
    captured: paid,
    created,
    currency: company.currencyCode.toLowerCase(),
    customer: stripeId('cus', company.key),
    failure_code: failed ? (payment.failureCode === 'expired_card' ? 'expired_card' : 'card_declined') : null,
    failure_message: failed ? failureMessage(payment.failureCode) : null,
    paid,
    payment_intent: stripeId('pi', payment.key),
    payment_method: stripeId('pm', payment.key),
    payment_method_details: methodDetails(payment),
    refunded: refunded === amount,
    status: failed ? 'failed' : paid ? 'succeeded' : 'pending',
  }
}

function methodDetails({ method }: DemoPayment) {
  const type = PAYMENT_METHODS[method]
  if (method !== 'CARD') return { type, [type]: {} }
  const card = {
    brand: 'visa',
    country: 'US',
    exp_month: 8,
    exp_year: 2030,
    funding: 'credit',
    last4: '4242',
    network: 'visa',
    wallet: null,
  }
  return { card, type }
}

/** The balance transaction of a charge that succeeded, and its refund if there was one. */
export function seedSettlement(state: State, facts: PaymentFacts): void {
  const { company, payment, amount, created } = facts
  if (!isPaid(payment)) return
  const currency = company.currencyCode.toLowerCase()
  const charge = stripeId('ch', payment.key)
  const fee = Math.round((amount * FEE_THOUSANDTHS[payment.method]) / 1000)
  state.collections.balance_transactions.push({
    id: stripeId('txn', payment.key),
    object: 'balance_transaction',
    amount,
    available_on: created + 2 * 86_400,
    balance_type: 'payments',
    created,
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details: [
      { amount: fee, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' },
    ],
    net: amount - fee,
    reporting_category: 'charge',
    source: charge,
    status: 'available',
    type: 'charge',
  })
  const refunded = refundedOf(facts)
  if (refunded > 0) state.collections.refunds.push(refundRow(facts, refunded))
}

function refundRow({ company, payment, created }: PaymentFacts, amount: number): Row {
  return {
    id: stripeId('re', payment.key),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: stripeId('ch', payment.key),
    created: created + 3 * 86_400,
    currency: company.currencyCode.toLowerCase(),
    customer: stripeId('cus', company.key),
    customer_account: null,
    metadata: {},
    payment_intent: stripeId('pi', payment.key),
    payment_method: stripeId('pm', payment.key),
    reason: 'requested_by_customer',
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}

/** What the vendor says of a payment that failed. */
export function failureMessage(failureCode: DemoPayment['failureCode']): string {
  if (failureCode === 'expired_card') return 'Your card has expired.'
  if (failureCode === 'insufficient_funds') return 'Your card has insufficient funds.'
  return 'Your card was declined.'
}
