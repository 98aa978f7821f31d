import { BLANK_CHARGE, BLANK_INTENT } from '../blank-records.ts'
import { newId } from '../ids.ts'
import type { Row } from '../state.ts'
import { changeRow, emit, insertRow, rowOf, type Transaction } from '../transaction.ts'
import { type Decline, declined } from './cards.ts'
import type { CardRow, ChargeRow, IntentRow, InvoiceRow } from './rows.ts'

/** Thousandths of the amount that the processor keeps of a card payment. */
const FEE_THOUSANDTHS = 29

/** The intent by which an invoice is paid. */
export function openIntent(transaction: Transaction, invoice: InvoiceRow, amount: number): IntentRow {
  const { now } = transaction
  const id = newId('pi')
  const intent = insertRow<IntentRow>(transaction, 'payment_intents', {
    ...BLANK_INTENT,
    id,
    object: 'payment_intent',
    amount,
    amount_received: 0,
    client_secret: `${id}_secret_${newId('x').slice(2)}`,
    created: now,
    currency: invoice.currency,
    customer: invoice.customer,
    description: 'Payment for Invoice',
    last_payment_error: null,
    latest_charge: null,
    metadata: {},
    payment_method_types: ['card'],
    status: 'requires_payment_method',
  })
  insertRow(transaction, 'invoice_payments', {
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: amount,
    created: now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  })
  emit(transaction, 'created', intent)
  return intent
}

/** The payment of an invoice that still waits. */
export function openPaymentOf({ state }: Transaction, { id }: InvoiceRow): Row | undefined {
  return state.collections.invoice_payments.find(({ invoice, status }) => invoice === id && status === 'open')
}

const intentIdOf = ({ payment }: Row): string => (payment as { payment_intent: string }).payment_intent

/** The intent that waits for a payer, made where there is none; it asks for what is left to pay. */
function intentOf(transaction: Transaction, invoice: InvoiceRow): IntentRow {
  const open = openPaymentOf(transaction, invoice)
  if (!open) return openIntent(transaction, invoice, invoice.amount_remaining)
  const intent = rowOf<IntentRow>(transaction, intentIdOf(open))
  changeRow(transaction, intent, { amount: invoice.amount_remaining })
  changeRow(transaction, open, { amount_requested: invoice.amount_remaining })
  return intent
}

export function cancelIntent(transaction: Transaction, invoice: InvoiceRow): void {
  const open = openPaymentOf(transaction, invoice)
  if (!open) return
  const { now } = transaction
  const intent = rowOf(transaction, intentIdOf(open))
  changeRow(transaction, open, {
    status: 'canceled',
    status_transitions: { canceled_at: now, paid_at: null },
  })
  changeRow(transaction, intent, {
    canceled_at: now,
    cancellation_reason: 'void_invoice',
    status: 'canceled',
  })
  emit(transaction, 'canceled', intent)
}

/** A charge that succeeded: intent and payment are done, the money is on its way. */
export function succeed(transaction: Transaction, invoice: InvoiceRow, card: CardRow): IntentRow {
  const intent = intentOf(transaction, invoice)
  const charge = insertCharge(transaction, intent, card)
  const settlement = settlementRow(transaction, charge, charge.amount)
  changeRow(transaction, charge, { balance_transaction: settlement.id })
  emit(transaction, 'succeeded', charge)
  changeRow(transaction, intent, {
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    payment_method: card.id,
    status: 'succeeded',
  })
  emit(transaction, 'succeeded', intent)
  const open = openPaymentOf(transaction, invoice)
  if (!open) return intent
  changeRow(transaction, open, {
    amount_paid: intent.amount,
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: transaction.now },
  })
  emit(transaction, 'paid', open)
  return intent
}

/** A charge that the issuer declined; the error is what the caller is told. */
export function fail(transaction: Transaction, invoice: InvoiceRow, card: CardRow, reason: Decline) {
  const intent = intentOf(transaction, invoice)
  const charge = insertCharge(transaction, intent, card, reason)
  emit(transaction, 'failed', charge)
  const refusal = declined(reason, { charge: charge.id }, true)
  const { error } = refusal.response.body as { error: Record<string, unknown> }
  const failure = { ...error, payment_method: structuredClone(card) }
  changeRow(transaction, intent, {
    last_payment_error: failure,
    latest_charge: charge.id,
    payment_method: null,
    status: 'requires_payment_method',
  })
  emit(transaction, 'payment_failed', intent)
  refusal.response.body = { error: { ...failure, payment_intent: structuredClone(intent) } }
  return refusal
}

function insertCharge(
  transaction: Transaction,
  intent: IntentRow,
  card: CardRow,
  reason?: Decline,
): ChargeRow {
  return insertRow<ChargeRow>(transaction, 'charges', {
    ...BLANK_CHARGE,
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: reason ? 0 : intent.amount,
    amount_refunded: 0,
    balance_transaction: null,
    captured: !reason,
    created: transaction.now,
    currency: intent.currency,
    customer: intent.customer,
    description: 'Payment for Invoice',
    failure_code: reason?.code ?? null,
    failure_message: reason?.message ?? null,
    metadata: {},
    outcome: outcomeOf(reason),
    paid: !reason,
    payment_intent: intent.id,
    payment_method: card.id,
    payment_method_details: { card: detailsOf(card), type: card.type },
    refunded: false,
    status: reason ? 'failed' : 'succeeded',
  })
}

/** What a charge repeats of its card. */
function detailsOf({ card }: CardRow) {
  const { brand, country, exp_month, exp_year, funding, last4 } = card as Record<string, unknown>
  return { brand, country, exp_month, exp_year, funding, last4, network: brand, wallet: null }
}

function outcomeOf(reason: Decline | undefined) {
  return {
    advice_code: reason?.adviceCode ?? null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: reason ? 'declined_by_network' : 'approved_by_network',
    reason: reason?.declineCode ?? null,
    risk_level: 'normal',
    risk_score: 20,
    seller_message: reason
      ? 'The bank did not return any further details with this decline.'
      : 'Payment complete.',
    type: reason ? 'issuer_declined' : 'authorized',
  }
}

/** `amount` is negative for money that goes back. */
export function settlementRow(transaction: Transaction, source: Row, amount: number): Row {
  const fee = amount > 0 ? Math.round((amount * FEE_THOUSANDTHS) / 1000) : 0
  const currency = String(source.currency)
  const kind = amount > 0 ? 'charge' : 'refund'
  return insertRow(transaction, 'balance_transactions', {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: transaction.now + 2 * 86_400,
    balance_type: 'payments',
    created: transaction.now,
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details:
      fee > 0
        ? [
            {
              amount: fee,
              application: null,
              currency,
              description: 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ]
        : [],
    net: amount - fee,
    reporting_category: kind,
    source: source.id,
    status: 'pending',
    type: kind,
  })
}
