import { declined, declineOf } from '../billing/cards.ts'
import { charge, defaultCardOf } from '../billing/collect.ts'
import { grantFeatures } from '../billing/entitlements.ts'
import { finalize } from '../billing/invoices.ts'
import { insertItem, itemList } from '../billing/items.ts'
import { itemLine, type LineFacts } from '../billing/lines.ts'
import { amountOf } from '../billing/lines.ts'
import { addIntervals, periodEnd } from '../billing/periods.ts'
import type { CardRow, CustomerRow, InvoiceRow, ItemRow, PriceRow, SubscriptionRow } from '../billing/rows.ts'
import { billSubscription, productNames } from '../billing/subscriptions.ts'
import { BLANK_SUBSCRIPTION } from '../blank-records.ts'
import { invalid, required } from '../errors.ts'
import { newId } from '../ids.ts'
import { mergeMetadata } from '../metadata.ts'
import type { Row } from '../state.ts'
import { changeRow, emit, insertRow, rowOf, type Transaction, updateRow } from '../transaction.ts'
import {
  boolean,
  type Fields,
  fullText,
  givenOf,
  hashOf,
  idOf,
  integer,
  listOf,
  metadata,
  oneOf,
  orUnset,
  positive,
  text,
  type Values,
} from './fields.ts'
import { atTimeOf } from './find.ts'
import { addOnce, assertCurrency, NEW_ITEM, priceOf } from './items.ts'

const DAY = 86_400

/** Parameters that creating and updating have in common. */
export const SUBSCRIPTION_FIELDS = {
  cancel_at: orUnset(integer),
  cancel_at_period_end: boolean,
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  days_until_due: positive,
  default_payment_method: orUnset(idOf('payment_methods')),
  description: text,
  metadata,
  off_session: boolean,
  payment_behavior: oneOf('allow_incomplete', 'default_incomplete', 'error_if_incomplete'),
  payment_settings: hashOf({ save_default_payment_method: oneOf('off', 'on_subscription') }),
  proration_behavior: oneOf('always_invoice', 'create_prorations', 'none'),
  trial_end: (value, name, state) => (value === 'now' ? 'now' : integer(value, name, state)),
} satisfies Fields

export const CREATED = {
  ...SUBSCRIPTION_FIELDS,
  add_invoice_items: listOf(hashOf(NEW_ITEM)),
  backdate_start_date: integer,
  billing_cycle_anchor: integer,
  currency: fullText,
  customer: idOf('customers'),
  invoice_settings: hashOf({
    custom_fields: orUnset(listOf(hashOf({ name: fullText, value: fullText }))),
  }),
  items: listOf(hashOf(NEW_ITEM)),
  trial_period_days: positive,
} satisfies Fields

type Given = Values<typeof CREATED>

/** Starts a subscription and bills its first period; one that is charged is incomplete until that is paid. */
export function createSubscription(given: Given, transaction: Transaction): Row {
  const customer = rowOf<CustomerRow>(transaction, required(given.customer, 'customer'))
  const own = atTimeOf(transaction, customer.id)
  const prices = required(given.items, 'items').map((item, index) => priceOf(own, item, `items[${index}]`))
  const currency = currencyOf(given, prices, customer)
  assertDays(given)
  const period = firstPeriod(given, prices, own.now)
  const subscription = insertRow(
    own,
    'subscriptions',
    rowFrom(given, { customer, currency, period, now: own.now }),
  )
  const items = prices.map((price, index) =>
    insertItem(own, {
      subscription: subscription.id,
      price,
      quantity: given.items?.[index]?.quantity ?? 1,
      period,
      metadata: mergeMetadata({}, given.items?.[index]?.metadata),
    }),
  )
  changeRow(own, subscription, { items: itemList(own, subscription.id) })
  if (given.cancel_at_period_end) changeRow(own, subscription, { cancel_at: period.end })
  const card = cardFor(given, own, subscription)
  emit(own, 'created', subscription)
  addOnce(own, subscription, { given: given.add_invoice_items ?? [], param: 'add_invoice_items' })
  bill(own, subscription, { given, items, period, card })
  grantFeatures(own, customer.id)
  return subscription
}

function currencyOf(given: Given, prices: PriceRow[], customer: CustomerRow): string {
  const [first] = prices
  if (!first) throw invalid('Missing required param: items.', 'items', 'parameter_missing')
  const currency = given.currency?.toLowerCase() ?? first.currency
  for (const [index, price] of prices.entries()) assertCurrency(price, currency, `items[${index}][price]`)
  if (customer.currency !== null && customer.currency !== currency)
    throw invalid(
      `You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency ${customer.currency}.`,
    )
  return currency
}

function assertDays({ collection_method, days_until_due }: Given): void {
  if (collection_method === 'send_invoice' && days_until_due === undefined)
    throw invalid(
      'If you are using the send_invoice collection method, you must provide days_until_due.',
      'days_until_due',
      'parameter_missing',
    )
  if (collection_method !== 'send_invoice' && days_until_due !== undefined)
    throw invalid("days_until_due is only valid when collection_method is 'send_invoice'.", 'days_until_due')
}

interface FirstPeriod {
  start: number
  end: number
  anchor: number
  trialEnd: number | null
}

function firstPeriod(given: Given, [price]: PriceRow[], now: number): FirstPeriod {
  const { trial_period_days: days, trial_end, billing_cycle_anchor: anchor } = given
  const recurring = price?.recurring ?? { interval: 'month' as const, interval_count: 1 }
  const trialEnd = typeof trial_end === 'number' ? trial_end : days === undefined ? null : now + days * DAY
  if (trialEnd !== null && trialEnd <= now)
    throw invalid('Invalid timestamp: must be in the future', 'trial_end')
  if (trialEnd !== null) return { start: now, end: trialEnd, anchor: anchor ?? trialEnd, trialEnd }
  const start = given.backdate_start_date ?? now
  if (anchor === undefined) return { start, end: periodEnd(start, start, recurring), anchor: start, trialEnd }
  if (anchor <= now || anchor > periodEnd(start, Math.max(start, now), recurring))
    throw invalid(
      'billing_cycle_anchor must be in the future and within one billing cycle.',
      'billing_cycle_anchor',
    )
  return { start, end: anchor, anchor, trialEnd }
}

function rowFrom(
  given: Given,
  facts: { customer: CustomerRow; currency: string; period: FirstPeriod; now: number },
): SubscriptionRow {
  const { customer, currency, period, now } = facts
  const method = given.collection_method ?? 'charge_automatically'
  const leaves = given.cancel_at_period_end === true || typeof given.cancel_at === 'number'
  return {
    ...BLANK_SUBSCRIPTION,
    cancel_at: null,
    cancel_at_period_end: false,
    days_until_due: null,
    ...givenOf(
      given,
      'cancel_at',
      'cancel_at_period_end',
      'days_until_due',
      'default_payment_method',
      'description',
    ),
    id: newId('sub'),
    object: 'subscription',
    billing_cycle_anchor: period.anchor,
    canceled_at: leaves ? now : null,
    cancellation_details: {
      comment: null,
      feedback: null,
      reason: leaves ? 'cancellation_requested' : null,
    },
    collection_method: method,
    created: now,
    currency,
    customer: customer.id,
    ended_at: null,
    items: { data: [] },
    latest_invoice: null,
    metadata: mergeMetadata({}, given.metadata),
    invoice_settings: { ...BLANK_SUBSCRIPTION.invoice_settings, ...given.invoice_settings },
    payment_settings: { ...BLANK_SUBSCRIPTION.payment_settings, ...given.payment_settings },
    start_date: period.start,
    status: period.trialEnd === null ? (method === 'send_invoice' ? 'active' : 'incomplete') : 'trialing',
    test_clock: customer.test_clock,
    trial_end: period.trialEnd,
    trial_start: period.trialEnd === null ? null : now,
  } as SubscriptionRow
}

/** The card of the first payment. Where one is needed and missing, or would decline and must not, nothing is made. */
function cardFor(given: Given, transaction: Transaction, subscription: SubscriptionRow): CardRow | undefined {
  const { payment_behavior: behavior = 'allow_incomplete' } = given
  if (subscription.status !== 'incomplete' || behavior === 'default_incomplete') return undefined
  const card = defaultCardOf(transaction, {
    customer: subscription.customer,
    default_payment_method: subscription.default_payment_method,
    parent: null,
  } as InvoiceRow)
  if (!card)
    throw invalid(
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
      undefined,
      'resource_missing',
    )
  const decline = declineOf(card)
  if (decline && behavior === 'error_if_incomplete') throw declined(decline)
  return card
}

/** The invoice of the first period: a charged one is finalized and tried at once, one that is sent waits an hour. */
function bill(
  transaction: Transaction,
  subscription: SubscriptionRow,
  facts: { given: Given; items: ItemRow[]; period: FirstPeriod; card: CardRow | undefined },
): void {
  const { given, items, period, card } = facts
  const lines = firstLines(transaction, { given, items, period })
  if (lines.length === 0) {
    activate(transaction, subscription)
    return
  }
  const invoice = billSubscription(transaction, subscription, {
    billing_reason: 'subscription_create',
    lines,
    period: { start: period.start, end: period.start },
  })
  if (subscription.collection_method === 'send_invoice' && period.trialEnd === null) return
  finalize(transaction, invoice)
  if (invoice.status === 'open' && card) charge(transaction, invoice, card)
}

function activate(transaction: Transaction, subscription: SubscriptionRow): void {
  if (subscription.status === 'incomplete') updateRow(transaction, subscription, { status: 'active' })
}

/** A trial costs nothing; a first period that is shorter than the others costs its share, or nothing. */
export function firstLines(
  transaction: Transaction,
  { given, items, period }: { given: Given; items: readonly ItemRow[]; period: FirstPeriod },
): LineFacts[] {
  const isPartial = given.billing_cycle_anchor !== undefined && period.trialEnd === null
  if (isPartial && given.proration_behavior === 'none') return []
  const names = productNames(transaction)
  return items.map((item) => {
    const whole = amountOf(item.price, item.quantity)
    const { interval, interval_count } = item.price.recurring ?? { interval: 'month', interval_count: 1 }
    // What is backdated is a share of an imagined interval that begins on that day: https://docs.stripe.com/billing/subscriptions/backdating
    const from = given.backdate_start_date ?? period.end
    const length = addIntervals(from, interval, interval_count) - from
    const share = isPartial ? Math.round((whole * (period.end - period.start)) / length) : whole
    return itemLine(item, period, { ...names, amount: period.trialEnd === null ? share : 0 })
  })
}
