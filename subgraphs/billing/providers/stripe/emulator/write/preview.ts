import { draftInvoice, redraw } from '../billing/invoices.ts'
import { insertItem, itemList, itemsOf } from '../billing/items.ts'
import { itemLine, type LineFacts } from '../billing/lines.ts'
import { takePending } from '../billing/pending.ts'
import { addIntervals, periodEnd } from '../billing/periods.ts'
import type { CustomerRow, InvoiceRow, ItemRow, SubscriptionRow } from '../billing/rows.ts'
import { currentPeriod, productNames } from '../billing/subscriptions.ts'
import { BLANK_CUSTOMER, BLANK_SUBSCRIPTION } from '../blank-records.ts'
import { invalid, required } from '../errors.ts'
import { newId } from '../ids.ts'
import { mergeMetadata } from '../metadata.ts'
import type { Row } from '../state.ts'
import { changeRow, insertRow, rowOf, type Transaction } from '../transaction.ts'
import { firstLines } from './create-subscription.ts'
import { ADDRESS } from './customers.ts'
import { type Fields, fullText, hashOf, idOf, integer, listOf, oneOf, text, type Values } from './fields.ts'
import { atTimeOf } from './find.ts'
import { addOnce, CHANGED_ITEM, changeItems, NEW_ITEM, priceOf } from './items.ts'
import { writeRoute } from './route.ts'

const PREVIEWED = {
  currency: fullText,
  customer: idOf('customers'),
  customer_details: hashOf({
    address: hashOf(ADDRESS),
    tax_exempt: oneOf('none', 'exempt', 'reverse'),
  }),
  invoice_items: listOf(hashOf({ description: text, ...NEW_ITEM })),
  subscription: idOf('subscriptions'),
  subscription_details: hashOf({
    billing_cycle_anchor: hashOf({ timestamp: integer, type: oneOf('now', 'timestamp', 'unchanged') }),
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
  const customerId = existing?.customer ?? given.customer
  const customer =
    customerId === undefined && given.customer_details
      ? somebody(transaction, given)
      : rowOf<CustomerRow>(transaction, required(customerId, 'customer'))
  const own = atTimeOf(transaction, customer.id)
  const subscription = existing ?? startSubscription(own, customer, given)
  addOnce(own, subscription, { given: given.invoice_items ?? [], param: 'invoice_items' })
  const invoice = existing ? nextInvoice(own, existing, given) : firstInvoice(own, subscription, given)
  redraw(own, invoice)
  changeRow(own, invoice, { billing_reason: 'upcoming', id: newId('upcoming_in') })
  return invoice
}

/** A customer that is not there yet: where it is decides its tax, of which there is none here. */
function somebody(transaction: Transaction, { currency }: Given): CustomerRow {
  return insertRow(transaction, 'customers', {
    ...BLANK_CUSTOMER,
    id: newId('cus'),
    object: 'customer',
    created: transaction.now,
    currency: currency ?? null,
    invoice_settings: { default_payment_method: null },
    metadata: {},
    test_clock: null,
  } as unknown as CustomerRow)
}

/** A subscription as it would be. */
function startSubscription(transaction: Transaction, customer: CustomerRow, given: Given): SubscriptionRow {
  const { items = [], start_date: start = transaction.now } = given.subscription_details ?? {}
  const anchor = anchorOf(given)
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
  const period = { start, end: anchor ?? periodEnd(start, start, first.recurring) }
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
    invoice_settings: BLANK_SUBSCRIPTION.invoice_settings,
    items: itemList(transaction, id),
    metadata: {},
    status: 'active',
  } as unknown as SubscriptionRow)
}

const anchorOf = ({ subscription_details: details }: Given): number | undefined =>
  details?.billing_cycle_anchor?.timestamp

function firstInvoice(transaction: Transaction, subscription: SubscriptionRow, given: Given): InvoiceRow {
  const items = itemsOf(transaction, subscription.id)
  const { start, end } = currentPeriod(subscription)
  const { start_date } = given.subscription_details ?? {}
  const billing_cycle_anchor = anchorOf(given)
  const backdate = start_date !== undefined && start_date < transaction.now ? start_date : undefined
  const invoice = draft(transaction, subscription, {
    lines: firstLines(transaction, {
      given: {
        ...(backdate === undefined ? {} : { backdate_start_date: backdate }),
        ...(billing_cycle_anchor === undefined ? {} : { billing_cycle_anchor }),
      },
      items,
      period: { start, end, anchor: billing_cycle_anchor ?? start, trialEnd: null },
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
    lines: isNow
      ? []
      : itemsOf(transaction, subscription.id).map((item) =>
          itemLine(item, nextPeriod(item), productNames(transaction)),
        ),
    period: isNow ? { start: at, end: at } : currentPeriod(subscription),
  })
  takePending(transaction, invoice, subscription.id)
  return invoice
}

const nextPeriod = ({ current_period_end: start, price: { recurring } }: ItemRow) => ({
  start,
  end: recurring ? addIntervals(start, recurring.interval, recurring.interval_count) : start,
})

function draft(
  transaction: Transaction,
  subscription: SubscriptionRow,
  { lines, period }: { lines: readonly LineFacts[]; period: { start: number; end: number } },
): InvoiceRow {
  return draftInvoice(transaction, {
    customer: rowOf<CustomerRow>(transaction, subscription.customer),
    currency: subscription.currency,
    collection_method: subscription.collection_method,
    due_date: null,
    billing_reason: 'upcoming',
    auto_advance: true,
    automatically_finalizes_at: null,
    subscription,
    lines,
    period,
  })
}
