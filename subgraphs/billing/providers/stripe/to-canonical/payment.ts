import type { PaymentMethodKind, PaymentRecord, PaymentStatus, RefundRecord } from '#billing/provider.ts'
import type { FieldSources } from '#shared/provenance.ts'
import { toMoney } from '../currencies.ts'
import type { NativePaymentIntent, NativeRefund } from '../native.ts'
import { type Mapping, toInstant, toRef, toSource } from './record.ts'

const SOURCES: FieldSources = {
  status: 'payment_intent.status',
  amount: 'payment_intent.amount',
  fee: 'payment_intent.latest_charge.balance_transaction.fee',
  method: 'payment_intent.latest_charge.payment_method_details.type',
  failureCode: 'payment_intent.last_payment_error.code',
  failureMessage: 'payment_intent.last_payment_error.message',
  receivedAt: 'payment_intent.latest_charge.created',
  refunds: 'payment_intent.latest_charge.refunds',
}

/** https://docs.stripe.com/api/charges/object#charge_object-payment_method_details-type (read 2026-11-22) */
const METHODS: Readonly<Record<string, PaymentMethodKind>> = {
  card: 'CARD',
  card_present: 'CARD',
  interac_present: 'CARD',
  acss_debit: 'DIRECT_DEBIT',
  au_becs_debit: 'DIRECT_DEBIT',
  bacs_debit: 'DIRECT_DEBIT',
  nz_bank_account: 'DIRECT_DEBIT',
  sepa_debit: 'DIRECT_DEBIT',
  us_bank_account: 'DIRECT_DEBIT',
  ach_debit: 'DIRECT_DEBIT',
  ach_credit_transfer: 'BANK_TRANSFER',
  // "Bank transfers" are paid from the cash balance that the transfer fills.
  customer_balance: 'BANK_TRANSFER',
  pay_by_bank: 'BANK_TRANSFER',
  sepa_credit_transfer: 'BANK_TRANSFER',
  alipay: 'WALLET',
  amazon_pay: 'WALLET',
  cashapp: 'WALLET',
  grabpay: 'WALLET',
  link: 'WALLET',
  mobilepay: 'WALLET',
  paypal: 'WALLET',
  paypay: 'WALLET',
  revolut_pay: 'WALLET',
  wechat_pay: 'WALLET',
  affirm: 'OTHER',
  afterpay_clearpay: 'OTHER',
  bancontact: 'OTHER',
  blik: 'OTHER',
  boleto: 'OTHER',
  eps: 'OTHER',
  fpx: 'OTHER',
  ideal: 'OTHER',
  klarna: 'OTHER',
  konbini: 'OTHER',
  multibanco: 'OTHER',
  oxxo: 'OTHER',
  p24: 'OTHER',
  pix: 'OTHER',
  twint: 'OTHER',
}

/** https://docs.stripe.com/payments/paymentintents/lifecycle (read 2026-11-22) */
const STATUSES: Readonly<Record<string, PaymentStatus>> = {
  requires_confirmation: 'PENDING',
  requires_action: 'REQUIRES_ACTION',
  processing: 'PENDING',
  requires_capture: 'PENDING',
  succeeded: 'SUCCEEDED',
  canceled: 'CANCELLED',
}

const REFUND_STATUSES: Readonly<Record<string, PaymentStatus>> = {
  pending: 'PENDING',
  requires_action: 'REQUIRES_ACTION',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  canceled: 'CANCELLED',
}

export function toCanonicalPayment(intent: NativePaymentIntent, mapping: Mapping): PaymentRecord {
  const { latest_charge: charge, last_payment_error: error } = intent
  const settlement = charge?.balance_transaction
  return {
    source: toSource(mapping, 'payment_intent', intent.id),
    fieldSources: SOURCES,
    createdAt: toInstant(intent.created),
    customer: intent.customer ? toRef(mapping, 'customer', intent.customer) : undefined,
    status: toCanonicalPaymentStatus(intent),
    amount: toMoney(intent.amount, intent.currency),
    fee: settlement ? toMoney(settlement.fee, settlement.currency, 'half-up') : undefined,
    method: toCanonicalMethod(intent),
    // The issuer's reason where there is one: "insufficient_funds" says more than "card_declined".
    failureCode: error?.decline_code ?? error?.code ?? charge?.failure_code ?? undefined,
    failureMessage: error?.message ?? charge?.failure_message ?? undefined,
    receivedAt: charge?.paid && intent.status === 'succeeded' ? toInstant(charge.created) : undefined,
    refunds: (charge?.refunds?.data ?? []).map(toCanonicalRefund),
  }
}

/** An invoice gets its intent when it is finalized; until somebody tries to pay, that is no payment. */
export function isTried(intent: NativePaymentIntent): boolean {
  const waits = ['requires_payment_method', 'requires_confirmation'].includes(intent.status)
  return !waits || intent.latest_charge != null || intent.last_payment_error != null
}

type StatusFacts = Pick<NativePaymentIntent, 'status' | 'last_payment_error' | 'latest_charge'>

export function toCanonicalPaymentStatus(intent: StatusFacts): PaymentStatus {
  const { status, latest_charge: charge, last_payment_error: error } = intent
  // After a failed try the intent waits for another method: the try failed, whatever comes.
  if (status === 'requires_payment_method') return error || charge ? 'FAILED' : 'PENDING'
  if (status !== 'succeeded') return STATUSES[status] ?? 'UNKNOWN'
  if (charge?.disputed) return 'DISPUTED'
  if (charge?.refunded) return 'REFUNDED'
  return charge && charge.amount_refunded > 0 ? 'PARTIALLY_REFUNDED' : 'SUCCEEDED'
}

type MethodFacts = Pick<NativePaymentIntent, 'payment_method_types' | 'latest_charge' | 'last_payment_error'>

export function toCanonicalMethod(intent: MethodFacts): PaymentMethodKind {
  const [only, ...others] = intent.payment_method_types
  const type =
    intent.latest_charge?.payment_method_details?.type ??
    intent.last_payment_error?.payment_method?.type ??
    (others.length === 0 ? only : undefined)
  return (type === undefined ? undefined : METHODS[type]) ?? 'UNKNOWN'
}

function toCanonicalRefund(refund: NativeRefund): RefundRecord {
  return {
    nativeId: refund.id,
    amount: toMoney(refund.amount, refund.currency),
    reason: refund.reason ?? undefined,
    status: (refund.status && REFUND_STATUSES[refund.status]) || 'UNKNOWN',
  }
}
