import { draftInvoice, redraw } from '../billing/invoices.ts'
import { insertItem, itemList, itemsOf } from '../billing/items.ts'
import { itemLine } from '../billing/lines.ts'
import { takePending } from '../billing/pending.ts'
import { addIntervals, periodEnd } from '../billing/periods.ts'
import type { CustomerRow, InvoiceRow, ItemRow, SubscriptionRow } from '../billing/rows.ts'
import { currentPeriod, productNames } from '../billing/subscriptions.ts'
import { invalid, required } from '../errors.ts'
import { newId } from '../ids.ts'
import { mergeMetadata } from '../metadata.ts'
import type { Row } from '../state.ts'
import { changeRow, insertRow, rowOf, type Transaction } from '../transaction.ts'
import { type Fields, hashOf, idOf, integer, listOf, oneOf, type Values } from './fields.ts'
import { atTimeOf } from './find.ts'
import { CHANGED_ITEM, changeItems, priceOf } from './items.ts'
import { writeRoute } from './route.ts'

const PREVIEWED = {
  customer: idOf('customers'),
  subscription: idOf('subscriptions'),
  subscription_details: hashOf({
    billing_cycle_anchor: integer,
    items: listOf(hashOf(CHANGED_ITEM)),
    proration_behavior: oneOf('always_invoice', 'create_prorations', 'none'),
    proration_date: integer,
    start_date: integer,
  }),
} satisfies Fields
type Given = Values<typeof PREVIEWED>

/** https://docs.stripe.com/api/invoices/create_preview: makes the invoice, answers it, and takes everything back. */
export const PREVIEW_ROUTES = [
  writeRoute({
    method: 'POST',
    path: '/v1/invoices/create_preview',
    fields: PREVIEWED,
    isDry: true,
    run: preview,
  }),
]

function preview(given: Given, transaction: Transaction): Row {
  const existing =
    given.subscription === undefined ? undefined : rowOf<SubscriptionRow>(transaction, given.subscription)
  const customerId = required(existing?.customer ?? given.customer, 'customer')
  const customer = rowOf<CustomerRow>(transaction, customerId)
  const own = atTimeOf(transaction, customer.id)
  const subscription = existing ?? startSubscription(own, customer, given)
  const invoice = existing ? nextInvoice(own, existing, given) : firstInvoice(own, subscription)
  redraw(own, invoice)
  changeRow(own, invoice, { billing_reason: 'upcoming', id: newId('upcoming_in') })
  return invoice
}

/** A subscription as it would be. */
function startSubscription(transaction: Transaction, customer: CustomerRow, given: Given): SubscriptionRow {
  const { items = [], start_date: start = transaction.now } = given.subscription_details ?? {}
  const prices = items.map((item, index) =>
    priceOf(transaction, item, `subscription_details[items][${index}]`),
  )
  const [first] = prices
  if (!first?.recurring)
    throw invalid(
      'Missing required param: subscription_details[items].',
      'subscription_details[items]',
      'parameter_missing',
    )
  const id = newId('sub')
  const period = { start, end: periodEnd(start, start, first.recurring) }
  for (const [index, price] of prices.entries()) {
    const { quantity = 1, metadata } = items[index] ?? {}
    insertItem(transaction, {
      subscription: id,
      price,
      quantity,
      period,
      metadata: mergeMetadata({}, metadata),
    })
  }
  return insertRow(transaction, 'subscriptions', {
    id,
    object: 'subscription',
    created: transaction.now,
    collection_method: 'charge_automatically',
    currency: first.currency,
    customer: customer.id,
    items: itemList(transaction, id),
    metadata: {},
    status: 'active',
  } as unknown as SubscriptionRow)
}

function firstInvoice(transaction: Transaction, subscription: SubscriptionRow): InvoiceRow {
  const items = itemsOf(transaction, subscription.id)
  const { start } = currentPeriod(subscription)
  const invoice = draft(transaction, subscription, {
    items,
    periodOf: ({ current_period_start, current_period_end }) => ({
      start: current_period_start,
      end: current_period_end,
    }),
    period: { start, end: start },
  })
  takePending(transaction, invoice, subscription.id)
  return invoice
}

/** What the next period costs after these changes, with what they prorate; or, invoiced at once, only the latter. */
function nextInvoice(transaction: Transaction, subscription: SubscriptionRow, given: Given): InvoiceRow {
  const {
    items,
    proration_behavior: behavior = 'create_prorations',
    proration_date,
  } = given.subscription_details ?? {}
  const at = proration_date ?? transaction.now
  if (items) changeItems(transaction, subscription, { given: items, prorates: behavior !== 'none', at })
  const isNow = items !== undefined && behavior === 'always_invoice'
  const invoice = draft(transaction, subscription, {
    items: isNow ? [] : itemsOf(transaction, subscription.id),
    periodOf: ({ current_period_end: start, price: { recurring } }) => ({
      start,
      end: recurring ? addIntervals(start, recurring.interval, recurring.interval_count) : start,
    }),
    period: isNow ? { start: at, end: at } : currentPeriod(subscription),
  })
  takePending(transaction, invoice, subscription.id)
  return invoice
}

function draft(
  transaction: Transaction,
  subscription: SubscriptionRow,
  facts: {
    items: readonly ItemRow[]
    periodOf(item: ItemRow): { start: number; end: number }
    period: { start: number; end: number }
  },
): InvoiceRow {
  const { items, periodOf, period } = facts
  return draftInvoice(transaction, {
    customer: rowOf<CustomerRow>(transaction, subscription.customer),
    currency: subscription.currency,
    collection_method: subscription.collection_method,
    due_date: null,
    billing_reason: 'upcoming',
    auto_advance: true,
    automatically_finalizes_at: null,
    subscription,
    lines: items.map((item) => itemLine(item, periodOf(item), productNames(transaction))),
    period,
  })
}
