import { Decimal } from 'decimal.js'
import { newId } from '../ids.ts'
import type { Row } from '../state.ts'
import { changeRow, insertRow, type Transaction } from '../transaction.ts'
import type { InvoiceRow, ItemRow, LineRow, PriceRow } from './rows.ts'

/** How many lines come with an invoice; the rest is on the lines endpoint. */
const INLINE_LINES = 10

/** In the currency's smallest unit. */
export function amountOf(price: PriceRow, quantity: number): number {
  return new Decimal(price.unit_amount_decimal).times(quantity).round().toNumber()
}

export interface LineFacts {
  amount: number
  description: string | null
  metadata?: Record<string, string>
  parent: Record<string, unknown>
  period: { start: number; end: number }
  pricing: Record<string, unknown> | null
  quantity: number
  subscription?: string | null
}

export const pricingOf = ({ id, product, unit_amount_decimal }: PriceRow) => ({
  price_details: { price: id, product },
  type: 'price_details',
  unit_amount_decimal,
})

/** The line that a subscription's item makes for a period. */
export function itemLine(
  item: ItemRow,
  period: { start: number; end: number },
  {
    nameOf,
    amount = amountOf(item.price, item.quantity),
  }: { nameOf(product: string): string; amount?: number },
): LineFacts {
  const { price, quantity } = item
  return {
    amount,
    description: `${quantity} × ${nameOf(price.product)}`,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: item.subscription,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period,
    pricing: pricingOf(price),
    quantity,
    subscription: item.subscription,
  }
}

export function addLine(transaction: Transaction, invoice: InvoiceRow, facts: LineFacts): Row {
  const { metadata = {}, subscription = null, quantity, ...own } = facts
  return insertRow(transaction, 'line_items', {
    ...own,
    id: newId('il'),
    object: 'line_item',
    currency: invoice.currency,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: invoice.id,
    livemode: false,
    metadata,
    pretax_credit_amounts: [],
    quantity,
    quantity_decimal: String(quantity),
    subscription,
    subtotal: facts.amount,
    taxes: [],
  })
}

export const linesOf = ({ state }: Transaction, invoice: InvoiceRow): LineRow[] =>
  (state.collections.line_items as LineRow[]).filter((line) => line.invoice === invoice.id)

/** Shows a draft's lines in it and adds them up. There is no tax. True where anything changed. */
export function addUp(transaction: Transaction, invoice: InvoiceRow): Record<string, unknown> | undefined {
  const lines = linesOf(transaction, invoice)
  const total = lines.reduce((sum, { amount }) => sum + amount, 0)
  const due = Math.max(0, total)
  return changeRow(transaction, invoice, {
    amount_due: due,
    amount_remaining: due,
    lines: {
      object: 'list',
      data: lines.slice(0, INLINE_LINES),
      has_more: lines.length > INLINE_LINES,
      url: `/v1/invoices/${invoice.id}/lines`,
    },
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
  })
}
