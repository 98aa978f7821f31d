import { newId } from '../ids.ts'
import type { Row } from '../state.ts'
import { changeRow, emit, insertRow, type Transaction } from '../transaction.ts'
import { addLine, type LineFacts, pricingOf } from './lines.ts'
import type { CustomerRow, InvoiceRow, PriceRow } from './rows.ts'

export interface PendingFacts {
  customer: CustomerRow
  currency: string
  amount: number
  description: string | null
  price?: PriceRow | undefined
  quantity: number
  period: { start: number; end: number }
  metadata?: Record<string, string>
  /** Null: it waits for the next invoice of the customer, or of the subscription where it is of one. */
  invoice?: string | null
  subscription?: string | null
  isProration?: boolean
}

/** Writes down what is to be invoiced besides what a subscription bills by itself. */
export function insertPending(transaction: Transaction, facts: PendingFacts): Row {
  const { customer, price, quantity, isProration = false, subscription = null, ...own } = facts
  const unit = price?.unit_amount_decimal ?? String(Math.round(facts.amount / quantity))
  const item = insertRow(transaction, 'invoice_items', {
    metadata: {},
    invoice: null,
    ...own,
    id: newId('ii'),
    object: 'invoiceitem',
    customer: customer.id,
    customer_account: null,
    date: transaction.now,
    discountable: !isProration,
    discounts: [],
    livemode: false,
    net_amount: facts.amount,
    parent: subscription && { subscription_details: { subscription }, type: 'subscription_details' },
    pricing: price ? pricingOf(price) : { type: 'price_details', unit_amount_decimal: unit },
    proration: isProration,
    proration_details: { discount_amounts: [] },
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
    test_clock: customer.test_clock,
  })
  emit(transaction, 'created', item)
  return item
}

const subscriptionOfItem = ({ parent }: Row): string | undefined =>
  (parent as { subscription_details: { subscription: string } } | null)?.subscription_details.subscription

/** Puts what waits on an invoice: that of its customer in its currency, of its subscription or of none. */
export function takePending(transaction: Transaction, invoice: InvoiceRow, subscription?: string): void {
  for (const item of transaction.state.collections.invoice_items.toReversed()) {
    const isForAny = item.customer === invoice.customer && item.currency === invoice.currency
    const of = subscriptionOfItem(item)
    if (isForAny && item.invoice === null && (of === undefined || of === subscription))
      putOn(transaction, item, invoice)
  }
}

export function putOn(transaction: Transaction, item: Row, invoice: InvoiceRow): void {
  changeRow(transaction, item, { invoice: invoice.id })
  addLine(transaction, invoice, lineOf(item))
}

function lineOf(item: Row): LineFacts {
  const subscription = subscriptionOfItem(item) ?? null
  const { amount, description, metadata, period, pricing, quantity } = item as unknown as LineFacts
  return {
    amount,
    description,
    ...(metadata ? { metadata: { ...metadata } } : {}),
    parent: {
      invoice_item_details: {
        invoice_item: item.id,
        proration: item.proration,
        proration_details: { credited_items: null },
        subscription,
      },
      subscription_item_details: null,
      type: 'invoice_item_details',
    },
    period: { ...period },
    pricing: pricing && { ...pricing },
    quantity,
    subscription,
  }
}
