import { Decimal } from 'decimal.js'
import { assertDraft, redraw } from '../billing/invoices.ts'
import { amountOf } from '../billing/lines.ts'
import { insertPending, putOn } from '../billing/pending.ts'
import type { CustomerRow, InvoiceRow, LineRow, PriceRow } from '../billing/rows.ts'
import { invalid, required, stateConflict } from '../errors.ts'
import { mergeMetadata } from '../metadata.ts'
import { findById, type Row } from '../state.ts'
import { changeRow, emit, removeRow, rowOf, type Transaction } from '../transaction.ts'
import {
  boolean,
  decimal,
  type Fields,
  fullText,
  givenOf,
  hashOf,
  idOf,
  integer,
  metadata,
  positive,
  text,
  type Values,
} from './fields.ts'
import { atTimeOf, find } from './find.ts'
import { createInlinePrice, PRICE_DATA } from './prices.ts'
import { writeRoute } from './route.ts'

const EDITABLE = {
  amount: integer,
  description: text,
  discountable: boolean,
  metadata,
  period: hashOf({ end: integer, start: integer }),
  quantity: positive,
  unit_amount_decimal: decimal,
} satisfies Fields

const CREATED = {
  ...EDITABLE,
  currency: fullText,
  customer: idOf('customers'),
  invoice: idOf('invoices'),
  price_data: hashOf(PRICE_DATA),
  pricing: hashOf({ price: idOf('prices') }),
  subscription: idOf('subscriptions'),
} satisfies Fields

/** https://docs.stripe.com/api/invoiceitems */
export const INVOICE_ITEM_ROUTES = [
  writeRoute({ method: 'POST', path: '/v1/invoiceitems', fields: CREATED, run: create }),
  writeRoute({ method: 'POST', path: '/v1/invoiceitems/:id', fields: EDITABLE, run: update }),
  writeRoute({ method: 'DELETE', path: '/v1/invoiceitems/:id', fields: {}, run: remove }),
]

function create(values: Values<typeof CREATED>, transaction: Transaction): Row {
  const customer = rowOf<CustomerRow>(transaction, required(values.customer, 'customer'))
  const own = atTimeOf(transaction, customer.id)
  const invoice = values.invoice === undefined ? undefined : rowOf<InvoiceRow>(own, values.invoice)
  if (invoice) assertDraft(invoice)
  const price = priceOf(values, own)
  const currency = (
    values.currency ??
    price?.currency ??
    invoice?.currency ??
    customer.currency
  )?.toLowerCase()
  const quantity = values.quantity ?? 1
  if (invoice && invoice.currency !== currency)
    throw invalid(
      `The currency of the invoice item (\`${currency}\`) does not match that of the invoice (\`${invoice.currency}\`).`,
      'currency',
    )
  const { start = own.now, end = own.now } = values.period ?? {}
  const item = insertPending(own, {
    customer,
    currency: required(currency, 'currency'),
    amount: amountGiven(values, price, quantity),
    description: values.description ?? nameOf(own, price),
    price,
    quantity,
    period: { start, end },
    metadata: mergeMetadata({}, values.metadata),
    subscription: values.subscription ?? null,
  })
  if (invoice) {
    putOn(own, item, invoice)
    redraw(own, invoice)
  }
  return item
}

function priceOf(
  { pricing, price_data }: Values<typeof CREATED>,
  transaction: Transaction,
): PriceRow | undefined {
  if (price_data) return createInlinePrice(price_data, transaction)
  return pricing?.price === undefined ? undefined : rowOf<PriceRow>(transaction, pricing.price)
}

const nameOf = (transaction: Transaction, price: PriceRow | undefined): string | null =>
  price ? String(rowOf(transaction, price.product).name) : null

function amountGiven(values: Values<typeof EDITABLE>, price: PriceRow | undefined, quantity: number): number {
  const { amount, unit_amount_decimal: unit } = values
  if (price) return amountOf(price, quantity)
  if (unit !== undefined) return new Decimal(unit).times(quantity).round().toNumber()
  return required(amount, 'amount')
}

function update(values: Values<typeof EDITABLE>, transaction: Transaction, { id }: { id?: string }): Row {
  const item = find(transaction, 'invoice_items', id)
  const own = atTimeOf(transaction, item.customer)
  const invoice = draftOf(own, item)
  const quantity = values.quantity ?? Number(item.quantity)
  const unit =
    values.unit_amount_decimal ?? (item.pricing as { unit_amount_decimal: string }).unit_amount_decimal
  const amount = values.amount ?? new Decimal(unit).times(quantity).round().toNumber()
  changeRow(own, item, {
    ...givenOf(values, 'description', 'discountable', 'period'),
    amount,
    metadata: mergeMetadata(item.metadata, values.metadata),
    net_amount: amount,
    quantity,
    quantity_decimal: String(quantity),
  })
  const line = invoice && lineOf(own, item)
  if (line) {
    const { description, metadata, period } = item
    const quantity_decimal = String(quantity)
    changeRow(own, line, {
      amount,
      description,
      metadata,
      period,
      quantity,
      quantity_decimal,
      subtotal: amount,
    })
    redraw(own, invoice)
  }
  return item
}

function remove(_values: object, transaction: Transaction, { id }: { id?: string }): Row {
  const item = find(transaction, 'invoice_items', id)
  const own = atTimeOf(transaction, item.customer)
  const invoice = draftOf(own, item)
  const line = invoice && lineOf(own, item)
  if (line) removeRow(own, 'line_items', line)
  removeRow(own, 'invoice_items', item)
  emit(own, 'deleted', item)
  if (invoice) redraw(own, invoice)
  return { id: item.id, object: 'invoiceitem', deleted: true }
}

/** The draft that an item is on; one on a finalized invoice cannot be touched. */
function draftOf({ state }: Transaction, item: Row): InvoiceRow | undefined {
  const invoice = item.invoice === null ? undefined : (findById(state, String(item.invoice)) as InvoiceRow)
  if (invoice && invoice.status !== 'draft')
    throw stateConflict(
      'You can only modify invoice items that are pending or on a draft invoice.',
      'invoice_not_editable',
    )
  return invoice
}

function lineOf({ state }: Transaction, item: Row): LineRow | undefined {
  return (state.collections.line_items as LineRow[]).find(
    ({ parent }) =>
      (parent as { invoice_item_details: { invoice_item: string } | null }).invoice_item_details
        ?.invoice_item === item.id,
  )
}
