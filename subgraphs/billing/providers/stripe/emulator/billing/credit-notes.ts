import { invalid, stateConflict } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Row } from '../state.ts'
import { changeRow, emit, insertRow, rowOf, type Transaction, updateRow } from '../transaction.ts'
import { recordBalance } from './balance.ts'
import type { CreditLine } from './credit-lines.ts'
import { settle } from './invoices.ts'
import { refund } from './refunds.ts'
import type { ChargeRow, CustomerRow, InvoiceRow } from './rows.ts'

export interface CreditFacts {
  amount: number
  lines: readonly CreditLine[]
  creditAmount: number
  outOfBandAmount: number
  refundAmount: number
  linkedRefunds: readonly { refund: string; amount: number }[]
  effectiveAt: number
  memo: string | null
  metadata: Record<string, string>
  reason: string | null
}

interface Split {
  /** Takes from what is left to pay. */
  pre: number
  /** Gives back of what was paid. */
  post: number
}

/**
 * A credit note first lowers what is left to pay; what exceeds that must be refunded, credited to the customer's
 * balance or given back elsewhere, to the cent. https://docs.stripe.com/api/credit_notes/create (read 2026-11-25)
 */
export function issueCreditNote(transaction: Transaction, invoice: InvoiceRow, facts: CreditFacts): Row {
  if (invoice.status !== 'open' && invoice.status !== 'paid')
    throw stateConflict('Credit notes can only be created for open or paid invoices.')
  const credited = invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount
  if (facts.amount > invoice.total - credited)
    throw invalid(
      `The credit note amount (${facts.amount}) is greater than what is left of the invoice (${invoice.total - credited}).`,
      'amount',
    )
  const pre = Math.min(facts.amount, invoice.amount_remaining)
  const split = { pre, post: facts.amount - pre }
  assertSum(facts, split.post)
  const note = insertRow(transaction, 'credit_notes', noteRow(transaction, invoice, { facts, split }))
  insertLines(transaction, note, facts)
  giveBack(transaction, invoice, { note, facts })
  emit(transaction, 'created', note)
  lower(transaction, invoice, split)
  return note
}

function assertSum(
  { creditAmount, outOfBandAmount, refundAmount, linkedRefunds }: CreditFacts,
  post: number,
): void {
  const linked = linkedRefunds.reduce((sum, { amount }) => sum + amount, 0)
  const sum = creditAmount + outOfBandAmount + refundAmount + linked
  if (sum !== post)
    throw invalid(
      `The sum of credit amount, refund amount and out of band amount (${sum}) must equal the post payment amount of the credit note (${post}).`,
    )
}

function noteRow(
  transaction: Transaction,
  invoice: InvoiceRow,
  { facts, split }: { facts: CreditFacts; split: Split },
): Row {
  const id = newId('cn')
  const earlier = transaction.state.collections.credit_notes.filter((note) => note.invoice === invoice.id)
  const { amount, memo, metadata, reason } = facts
  return {
    id,
    object: 'credit_note',
    amount,
    amount_shipping: 0,
    created: transaction.now,
    currency: invoice.currency,
    customer: invoice.customer,
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: facts.effectiveAt,
    invoice: invoice.id,
    lines: { object: 'list', data: [], has_more: false, url: `/v1/credit_notes/${id}/lines` },
    livemode: false,
    memo,
    metadata,
    number: `${invoice.number}-CN-${String(earlier.length + 1).padStart(2, '0')}`,
    out_of_band_amount: facts.outOfBandAmount || null,
    pdf: `https://pay.stripe.com/credit_notes/acct_demo/${id}/pdf`,
    post_payment_amount: split.post,
    pre_payment_amount: split.pre,
    pretax_credit_amounts: [],
    reason,
    refunds: [],
    shipping_cost: null,
    status: 'issued',
    subtotal: amount,
    subtotal_excluding_tax: amount,
    total: amount,
    total_excluding_tax: amount,
    total_taxes: [],
    type: split.post === 0 ? 'pre_payment' : split.pre === 0 ? 'post_payment' : 'mixed',
    voided_at: null,
  }
}

const INLINE_LINES = 10

function insertLines(transaction: Transaction, note: Row, { amount, lines }: CreditFacts): void {
  const whole: CreditLine = {
    amount,
    description: null,
    quantity: 1,
    type: 'custom_line_item',
    unit_amount: amount,
    unit_amount_decimal: String(amount),
  }
  const rows = (lines.length > 0 ? lines : [whole]).map((line) =>
    insertRow(transaction, 'credit_note_line_items', {
      discount_amount: 0,
      discount_amounts: [],
      id: newId('cnli'),
      livemode: false,
      metadata: {},
      object: 'credit_note_line_item',
      pretax_credit_amounts: [],
      tax_rates: [],
      taxes: [],
      ...line,
    }),
  )
  for (const { id } of rows) transaction.state.noteOfLine.set(id, note.id)
  changeRow(transaction, note, {
    lines: {
      ...(note.lines as object),
      data: rows.slice(0, INLINE_LINES),
      has_more: rows.length > INLINE_LINES,
    },
  })
}

/** Refunds and credits of what was paid. */
function giveBack(
  transaction: Transaction,
  invoice: InvoiceRow,
  { note, facts }: { note: Row; facts: CreditFacts },
): void {
  const { creditAmount, refundAmount, linkedRefunds } = facts
  const made = refundAmount === 0 ? [] : refundOf(transaction, invoice, refundAmount)
  const linked = linkedRefunds.map(({ refund: id, amount }) => ({ id, amount }))
  const refunds = [...made, ...linked].map(({ id, amount }) => ({
    amount_refunded: amount,
    payment_record_refund: null,
    refund: id,
    type: 'refund',
  }))
  const credited =
    creditAmount === 0
      ? null
      : recordBalance(transaction, rowOf<CustomerRow>(transaction, invoice.customer), {
          amount: -creditAmount,
          currency: invoice.currency,
          creditNote: note.id,
          invoice: invoice.id,
          type: 'credit_note',
        }).id
  changeRow(transaction, note, { customer_balance_transaction: credited, refunds })
}

/** Refunds of the invoice's charges, one after another, until the amount is reached. */
function refundOf(
  transaction: Transaction,
  invoice: InvoiceRow,
  amount: number,
): { id: string; amount: number }[] {
  const refunds: { id: string; amount: number }[] = []
  let left = amount
  for (const charge of chargesOf(transaction, invoice)) {
    const part = Math.min(left, charge.amount - charge.amount_refunded)
    if (part <= 0) continue
    refunds.push({ id: refund(transaction, charge, { amount: part }).id, amount: part })
    left -= part
  }
  if (left > 0)
    throw invalid(
      `The refund amount is greater than what was paid and not refunded (${amount - left}).`,
      'refund_amount',
    )
  return refunds
}

function chargesOf(transaction: Transaction, { id }: InvoiceRow): ChargeRow[] {
  const { collections } = transaction.state
  return collections.invoice_payments
    .filter(({ invoice, status }) => invoice === id && status === 'paid')
    .map(({ payment }) => rowOf(transaction, (payment as { payment_intent: string }).payment_intent))
    .filter(({ latest_charge }) => latest_charge !== null)
    .map(({ latest_charge }) => rowOf<ChargeRow>(transaction, latest_charge))
}

/** What the note takes from the invoice; an invoice of which nothing is left to pay is paid. */
function lower(transaction: Transaction, invoice: InvoiceRow, { pre, post }: Split): void {
  const changes = {
    amount_due: invoice.amount_due - pre,
    amount_remaining: invoice.amount_remaining - pre,
    post_payment_credit_notes_amount: invoice.post_payment_credit_notes_amount + post,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + pre,
  }
  if (pre > 0 && changes.amount_remaining === 0) settle(transaction, invoice, changes)
  else updateRow(transaction, invoice, changes)
}

/** Only while the invoice is open: it is owed again. */
export function voidCreditNote(transaction: Transaction, note: Row): void {
  const invoice = rowOf<InvoiceRow>(transaction, note.invoice)
  if (note.status === 'void') throw stateConflict('This credit note has already been voided.')
  if (invoice.status !== 'open')
    throw stateConflict('You can only void a credit note of an invoice that is open.')
  const amount = Number(note.pre_payment_amount)
  if (Number(note.post_payment_amount) > 0)
    throw stateConflict('You cannot void a credit note that gave back what was paid.')
  changeRow(transaction, note, { status: 'void', voided_at: transaction.now })
  emit(transaction, 'voided', note)
  updateRow(transaction, invoice, {
    amount_due: invoice.amount_due + amount,
    amount_remaining: invoice.amount_remaining + amount,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount - amount,
  })
}
