import { charge, defaultCardOf } from '../billing/collect.ts'
import { grantFeatures } from '../billing/entitlements.ts'
import { finalize } from '../billing/invoices.ts'
import { itemList, movePeriods } from '../billing/items.ts'
import type { ItemRow, SubscriptionRow } from '../billing/rows.ts'
import {
  assertLive,
  billSubscription,
  currentPeriod,
  endSubscription,
  isOver,
  renew,
} from '../billing/subscriptions.ts'
import { noSuch, required } from '../errors.ts'
import { previousOf } from '../events/previous.ts'
import { mergeMetadata } from '../metadata.ts'
import type { Row } from '../state.ts'
import { changeRow, emit, type Transaction } from '../transaction.ts'
import { createSubscription, CREATED, SUBSCRIPTION_FIELDS } from './create-subscription.ts'
import {
  boolean,
  type Fields,
  givenOf,
  hashOf,
  idOf,
  integer,
  listOf,
  oneOf,
  orUnset,
  text,
  type Values,
} from './fields.ts'
import { atTimeOf, find } from './find.ts'
import { CHANGED_ITEM, changeItems, NEW_ITEM } from './items.ts'
import { writeRoute } from './route.ts'

const DETAILS = hashOf({
  comment: text,
  feedback: oneOf(
    ...(['customer_service', 'low_quality', 'missing_features', 'other'] as const),
    ...(['switched_service', 'too_complex', 'too_expensive', 'unused'] as const),
  ),
})

const PRORATION = { proration_behavior: SUBSCRIPTION_FIELDS.proration_behavior, proration_date: integer }

const UPDATED = {
  ...SUBSCRIPTION_FIELDS,
  ...PRORATION,
  cancellation_details: DETAILS,
  items: listOf(hashOf(CHANGED_ITEM)),
  pause_collection: orUnset(
    hashOf({ behavior: oneOf('keep_as_draft', 'mark_uncollectible', 'void'), resumes_at: integer }),
  ),
} satisfies Fields

const ITEM = { ...NEW_ITEM, ...PRORATION, subscription: idOf('subscriptions') } satisfies Fields
const { subscription: _fixed, ...EDITED_ITEM } = ITEM

/** https://docs.stripe.com/api/subscriptions and https://docs.stripe.com/api/subscription_items */
export const SUBSCRIPTION_ROUTES = [
  writeRoute({ method: 'POST', path: '/v1/subscriptions', fields: CREATED, run: createSubscription }),
  writeRoute({
    method: 'POST',
    path: '/v1/subscriptions/:id',
    fields: UPDATED,
    run: (values, transaction, { id }) => {
      const subscription = find<SubscriptionRow>(transaction, 'subscriptions', id)
      updateSubscription(values, atTimeOf(transaction, subscription.customer), subscription)
      return subscription
    },
  }),
  writeRoute({
    method: 'DELETE',
    path: '/v1/subscriptions/:id',
    fields: { cancellation_details: DETAILS, invoice_now: boolean, prorate: boolean },
    run: cancel,
  }),
  writeRoute({
    method: 'POST',
    path: '/v1/subscription_items',
    fields: ITEM,
    run: ({ subscription, ...values }, transaction) =>
      throughItem(transaction, required(subscription, 'subscription'), values, (items) => items.at(-1)),
  }),
  writeRoute({
    method: 'POST',
    path: '/v1/subscription_items/:id',
    fields: EDITED_ITEM,
    run: (values, transaction, { id }) => {
      const item = find<ItemRow>(transaction, 'subscription_items', id)
      return throughItem(transaction, item.subscription, { ...values, id: item.id }, (items) =>
        items.find((known) => known.id === item.id),
      )
    },
  }),
  writeRoute({
    method: 'DELETE',
    path: '/v1/subscription_items/:id',
    fields: PRORATION,
    run: (values, transaction, { id }) => {
      const item = find<ItemRow>(transaction, 'subscription_items', id)
      throughItem(transaction, item.subscription, { ...values, id: item.id, deleted: true }, () => item)
      return { id: item.id, object: 'subscription_item', deleted: true }
    },
  }),
]

/** Writes to one item are writes to its subscription. */
function throughItem(
  transaction: Transaction,
  subscriptionId: string,
  values: Values<typeof CHANGED_ITEM> & Values<typeof PRORATION>,
  answer: (items: ItemRow[]) => ItemRow | undefined,
): Row {
  const { proration_behavior, proration_date, ...item } = values
  const subscription = find<SubscriptionRow>(transaction, 'subscriptions', subscriptionId)
  const proration = givenOf({ proration_behavior, proration_date }, 'proration_behavior', 'proration_date')
  updateSubscription(
    { ...proration, items: [item] } as Values<typeof UPDATED>,
    atTimeOf(transaction, subscription.customer),
    subscription,
  )
  return answer(subscription.items.data) ?? subscription
}

/** Changes a subscription; one event tells of all of it. */
function updateSubscription(
  values: Values<typeof UPDATED>,
  transaction: Transaction,
  subscription: SubscriptionRow,
): void {
  const isMore = Object.keys(values).some((name) => name !== 'metadata' && name !== 'cancellation_details')
  if (isMore) assertLive(subscription)
  const { proration_behavior: behavior = 'create_prorations', items } = values
  const before = structuredClone(subscription)
  if (items) {
    const at = values.proration_date ?? transaction.now
    const prorates = behavior !== 'none' && subscription.status !== 'trialing'
    changeItems(transaction, subscription, { given: items, prorates, at })
  }
  changeRow(transaction, subscription, {
    ...givenOf(values, 'collection_method', 'days_until_due', 'default_payment_method', 'description'),
    ...cancellationOf(values, subscription, transaction.now),
    ...pauseOf(values),
    metadata: mergeMetadata(subscription.metadata, values.metadata),
  })
  moveTrial(values, transaction, subscription)
  const previous = previousOf(before, subscription)
  if (Object.keys(previous).length > 0) emit(transaction, 'updated', subscription, previous)
  if (values.trial_end === 'now') renew(transaction, subscription)
  if (items && behavior === 'always_invoice') invoiceNow(transaction, subscription)
  grantFeatures(transaction, subscription.customer)
}

function pauseOf({ pause_collection: pause }: Values<typeof UPDATED>): Record<string, unknown> {
  if (pause === undefined) return {}
  return {
    pause_collection: pause && {
      behavior: required(pause.behavior, 'pause_collection[behavior]'),
      resumes_at: pause.resumes_at ?? null,
    },
  }
}

/** Leaving at the end of the period, at an instant, or staying after all. */
function cancellationOf(
  values: Values<typeof UPDATED>,
  subscription: SubscriptionRow,
  now: number,
): Record<string, unknown> {
  const { cancel_at_period_end: atEnd, cancel_at: instant, cancellation_details } = values
  const details = { ...(subscription.cancellation_details as object), ...cancellation_details }
  if (atEnd === undefined && instant === undefined) return { cancellation_details: details }
  const leaves = atEnd === true || typeof instant === 'number'
  return {
    cancel_at: atEnd ? currentPeriod(subscription).end : (instant ?? null),
    cancel_at_period_end: atEnd ?? false,
    canceled_at: leaves ? now : null,
    cancellation_details: { ...details, reason: leaves ? 'cancellation_requested' : null },
  }
}

/** `now` ends a trial; an instant makes or moves one. */
function moveTrial(
  { trial_end: end }: Values<typeof UPDATED>,
  transaction: Transaction,
  subscription: SubscriptionRow,
): void {
  if (end === undefined) return
  const { now } = transaction
  const until = end === 'now' ? now : end
  movePeriods(transaction, subscription, (item) => ({ start: item.current_period_start, end: until }))
  changeRow(transaction, subscription, {
    billing_cycle_anchor: until,
    items: itemList(transaction, subscription.id),
    ...(end === 'now' ? {} : { status: 'trialing', trial_start: subscription.trial_start ?? now }),
    trial_end: until,
  })
}

/** `always_invoice`: what was prorated is invoiced and charged at once. */
function invoiceNow(transaction: Transaction, subscription: SubscriptionRow): void {
  const { now } = transaction
  const invoice = billSubscription(transaction, subscription, {
    billing_reason: 'subscription_update',
    lines: [],
    period: { start: now, end: now },
  })
  finalize(transaction, invoice)
  const card = defaultCardOf(transaction, invoice)
  if (invoice.status === 'open' && subscription.collection_method === 'charge_automatically' && card)
    charge(transaction, invoice, card)
}

/** One that is over is not there any more to be cancelled. */
function cancel(
  values: { cancellation_details?: object; invoice_now?: boolean; prorate?: boolean },
  transaction: Transaction,
  { id = '' }: { id?: string },
): Row {
  const subscription = find<SubscriptionRow>(transaction, 'subscriptions', id)
  if (isOver(subscription)) throw noSuch('subscriptions', id, 'id', 404)
  endSubscription(atTimeOf(transaction, subscription.customer), subscription, {
    prorate: values.prorate ?? false,
    invoiceNow: values.invoice_now ?? false,
    ...(values.cancellation_details ? { details: values.cancellation_details } : {}),
  })
  return subscription
}
