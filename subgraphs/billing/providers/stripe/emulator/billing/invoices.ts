import { BLANK_INVOICE } from '../blank-records.ts'
import { stateConflict } from '../errors.ts'
import { newId } from '../ids.ts'
import { changeRow, emit, insertRow, removeRow, rowOf, type Transaction } from '../transaction.ts'
import { recordBalance } from './balance.ts'
import { cancelIntent, openIntent } from './intents.ts'
import { addLine, addUp, type LineFacts, linesOf } from './lines.ts'
import { recover } from './recover.ts'
import type { CollectionMethod, CustomerRow, InvoiceRow, SubscriptionRow } from './rows.ts'

const DAY = 86_400

export interface DraftFacts {
  customer: CustomerRow
  currency: string
  collection_method: CollectionMethod
  /** Of invoices that are sent. */
  due_date: number | null
  billing_reason: string
  auto_advance: boolean
  /** Unix seconds; null where it waits to be finalized. */
  automatically_finalizes_at: number | null
  subscription?: SubscriptionRow
  lines?: readonly LineFacts[]
  period?: { start: number; end: number }
  more?: Record<string, unknown>
}

export function draftInvoice(transaction: Transaction, facts: DraftFacts): InvoiceRow {
  const { customer, subscription, lines = [], more = {}, ...own } = facts
  const { now } = transaction
  const { start, end } = facts.period ?? { start: now, end: now }
  const invoice = insertRow(transaction, 'invoices', {
    ...BLANK_INVOICE,
    ...NOTHING_DUE,
    ...customerPart(customer),
    ...own,
    id: newId('in'),
    object: 'invoice',
    created: now,
    customer: customer.id,
    ending_balance: null,
    metadata: {},
    parent: subscription ? parentOf(subscription) : null,
    period_end: end,
    period_start: start,
    starting_balance: customer.balance,
    test_clock: customer.test_clock,
    ...more,
  } as unknown as InvoiceRow)
  delete invoice.period
  for (const line of lines) addLine(transaction, invoice, line)
  addUp(transaction, invoice)
  if (subscription) changeRow(transaction, subscription, { latest_invoice: invoice.id })
  if (customer.currency === null) changeRow(transaction, customer, { currency: facts.currency })
  emit(transaction, 'created', invoice)
  return invoice
}

const NOTHING_DUE = {
  amount_due: 0,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_remaining: 0,
  amount_shipping: 0,
  attempt_count: 0,
  attempted: false,
  effective_at: null,
  lines: { object: 'list', data: [], has_more: false, url: '' },
  next_payment_attempt: null,
  number: null,
  status: 'draft',
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  subtotal: 0,
  subtotal_excluding_tax: 0,
  total: 0,
  total_discount_amounts: [],
  total_excluding_tax: 0,
  total_pretax_credit_amounts: [],
  total_taxes: [],
}

const parentOf = ({ id, metadata }: SubscriptionRow) => ({
  quote_details: null,
  subscription_details: { metadata: { ...metadata }, subscription: id },
  type: 'subscription_details',
})

/** What an invoice copies from its customer, for the last time when it is finalized. */
function customerPart({ address, email, name, phone, tax_exempt }: CustomerRow) {
  return {
    customer_address: address,
    customer_email: email,
    customer_name: name,
    customer_phone: phone,
    customer_tax_exempt: tax_exempt,
    customer_tax_ids: [],
  }
}

/** A draft gets its number, can be paid, and cannot be edited any more. Nothing due is paid at once. */
export function finalize(transaction: Transaction, invoice: InvoiceRow): void {
  if (invoice.status !== 'draft')
    throw stateConflict(
      "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
      'invoice_not_editable',
    )
  const { now } = transaction
  const customer = rowOf<CustomerRow>(transaction, invoice.customer)
  const { number = null } = invoice
  const applied = balanceFor(invoice.total, customer.balance)
  const due = Math.max(0, invoice.total + applied)
  const previous = changeRow(transaction, invoice, {
    ...customerPart(customer),
    amount_due: due,
    amount_remaining: due,
    automatically_finalizes_at: null,
    customer_tax_ids: taxIdsOf(transaction, customer),
    effective_at: invoice.effective_at ?? now,
    ending_balance: customer.balance - applied,
    hosted_invoice_url: `https://invoice.stripe.com/i/acct_demo/${invoice.id}`,
    invoice_pdf: `https://pay.stripe.com/invoice/acct_demo/${invoice.id}/pdf`,
    number: number ?? nextNumber(transaction, customer),
    starting_balance: customer.balance,
    status: 'open',
    status_transitions: { ...invoice.status_transitions, finalized_at: now },
  })
  if (applied !== 0)
    recordBalance(transaction, customer, {
      amount: -applied,
      currency: invoice.currency,
      invoice: invoice.id,
      type: 'applied_to_invoice',
    })
  if (due > 0) openIntent(transaction, invoice, due)
  emit(transaction, 'finalized', invoice)
  emit(transaction, 'updated', invoice, previous)
  if (due === 0) settle(transaction, invoice, {})
}

/** What the customer's balance adds to what is due, or takes from it; a total below zero goes to the balance. */
function balanceFor(total: number, balance: number): number {
  if (total < 0) return -total
  return balance < 0 ? -Math.min(total, -balance) : balance
}

function nextNumber(transaction: Transaction, customer: CustomerRow): string {
  const sequence = customer.next_invoice_sequence
  changeRow(transaction, customer, { next_invoice_sequence: sequence + 1 })
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`
}

const taxIdsOf = ({ state }: Transaction, { id }: CustomerRow) =>
  state.collections.tax_ids
    .filter(({ customer }) => customer === id)
    .map(({ type, value }) => ({ type, value }))

/** An invoice of which nothing is left to pay is paid; its subscription lives again. */
export function settle(
  transaction: Transaction,
  invoice: InvoiceRow,
  changes: Record<string, unknown>,
): void {
  const previous = changeRow(transaction, invoice, {
    amount_remaining: 0,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: transaction.now },
    ...changes,
  })
  emit(transaction, 'updated', invoice, previous)
  emit(transaction, 'paid', invoice)
  emit(transaction, 'payment_succeeded', invoice)
  recover(transaction, invoice)
}

export function voidInvoice(transaction: Transaction, invoice: InvoiceRow): void {
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible')
    throw stateConflict(
      "You can only pass in open invoices. This invoice isn't open.",
      'status_transition_invalid',
    )
  if (invoice.amount_paid > 0)
    throw stateConflict('You cannot void an invoice that was paid in part. Use a credit note instead.')
  giveBackBalance(transaction, invoice)
  cancelIntent(transaction, invoice)
  close(transaction, invoice, 'void', 'voided')
}

/** What the customer's balance paid of it is there again. */
function giveBackBalance(transaction: Transaction, invoice: InvoiceRow): void {
  const customer = rowOf<CustomerRow>(transaction, invoice.customer)
  const applied = Number(invoice.starting_balance) - Number(invoice.ending_balance)
  if (applied === 0 || transaction.state.deleted.has(customer.id)) return
  recordBalance(transaction, customer, {
    amount: applied,
    currency: invoice.currency,
    invoice: invoice.id,
    type: 'unapplied_from_invoice',
  })
}

export function markUncollectible(transaction: Transaction, invoice: InvoiceRow): void {
  if (invoice.status !== 'open')
    throw stateConflict(
      "You can only pass in open invoices. This invoice isn't open.",
      'status_transition_invalid',
    )
  close(transaction, invoice, 'uncollectible', 'marked_uncollectible')
}

function close(transaction: Transaction, invoice: InvoiceRow, status: string, verb: string): void {
  const previous = changeRow(transaction, invoice, {
    auto_advance: false,
    next_payment_attempt: null,
    status,
    status_transitions: { ...invoice.status_transitions, [`${verb}_at`]: transaction.now },
  })
  emit(transaction, verb, invoice)
  emit(transaction, 'updated', invoice, previous)
}

/** Only drafts that no subscription made. Their invoice items wait for another invoice. */
export function deleteDraft(transaction: Transaction, invoice: InvoiceRow): void {
  if (invoice.status !== 'draft')
    throw stateConflict('You can only delete draft invoices.', 'invoice_not_editable')
  if (invoice.parent) throw stateConflict("You can't delete invoices created by subscriptions.")
  for (const line of linesOf(transaction, invoice)) removeRow(transaction, 'line_items', line)
  for (const item of transaction.state.collections.invoice_items)
    if (item.invoice === invoice.id) changeRow(transaction, item, { invoice: null })
  removeRow(transaction, 'invoices', invoice)
  emit(transaction, 'deleted', invoice)
}

export const dueDateOf = (now: number, days: number | null): number | null =>
  days === null ? null : now + days * DAY

/** Edits a draft: its lines and sums are shown anew. */
export function redraw(transaction: Transaction, invoice: InvoiceRow): void {
  const previous = addUp(transaction, invoice)
  if (previous) emit(transaction, 'updated', invoice, previous)
}

export function assertDraft(invoice: InvoiceRow): void {
  if (invoice.status !== 'draft')
    throw stateConflict('This invoice is no longer editable', 'invoice_not_editable')
}
