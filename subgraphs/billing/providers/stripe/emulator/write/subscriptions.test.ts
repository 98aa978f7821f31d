import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Stripe } from 'stripe'
import { createCustomer, createPrice, DAY, startAccount, type TestAccount } from '../test-account.ts'

let account: TestAccount
let stripe: Stripe
let price: Stripe.Price
before(async () => {
  account = await startAccount()
  stripe = account.stripe
  price = await createPrice(account)
})
after(() => account[Symbol.asyncDispose]())

const SENT = { collection_method: 'send_invoice', days_until_due: 30 } as const

/** A subscription to two a month, paid by the card, or sent where there is none. */
async function subscribe(more: Partial<Stripe.SubscriptionCreateParams> = {}, card?: string) {
  const customer = await createCustomer(account, card)
  return stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id, quantity: 2 }],
    ...(card === undefined ? SENT : {}),
    ...more,
    expand: ['latest_invoice'],
  })
}
const invoiceOf = ({ latest_invoice }: Stripe.Subscription) => latest_invoice as Stripe.Invoice

test('a subscription that is charged is active once its first invoice is paid', async () => {
  const subscription = await subscribe({}, 'pm_card_visa')
  const invoice = invoiceOf(subscription)
  assert.deepEqual(
    [subscription.status, invoice.status, invoice.billing_reason, invoice.total, invoice.amount_paid],
    ['active', 'paid', 'subscription_create', 20_000, 20_000],
  )
  assert.equal(invoice.parent?.subscription_details?.subscription, subscription.id)
})

test('a subscription that is sent is active, its invoice an editable draft with a due date', async () => {
  const subscription = await subscribe({ metadata: { salesforce_contract_id: '800x' } })
  const invoice = invoiceOf(subscription)
  assert.deepEqual([subscription.status, invoice.status, invoice.auto_advance], ['active', 'draft', true])
  assert.equal(invoice.due_date, invoice.created + 30 * DAY)
  assert.deepEqual(subscription.metadata, { salesforce_contract_id: '800x' })
  const [item] = subscription.items.data
  assert.deepEqual([item?.quantity, item?.price.id], [2, price.id])
})

for (const [payment_behavior, card, status] of [
  ['allow_incomplete', 'pm_card_chargeCustomerFail', 'incomplete'],
  ['default_incomplete', 'pm_card_visa', 'incomplete'],
] as const) {
  test(`with ${payment_behavior} and ${card} it stays ${status} and its invoice open`, async () => {
    const subscription = await subscribe({ payment_behavior }, card)
    assert.deepEqual([subscription.status, invoiceOf(subscription).status], [status, 'open'])
  })
}

test('with error_if_incomplete a declined card makes no subscription at all', async () => {
  const customer = await createCustomer(account, 'pm_card_chargeCustomerFail')
  const items = [{ price: price.id }]
  await assert.rejects(
    stripe.subscriptions.create({ customer: customer.id, items, payment_behavior: 'error_if_incomplete' }),
    { type: 'StripeCardError', statusCode: 402, code: 'card_declined' },
  )
  assert.deepEqual((await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data, [])
  assert.deepEqual((await stripe.invoices.list({ customer: customer.id })).data, [])
})

test('a trial costs nothing and ends when it was said to', async () => {
  const subscription = await subscribe({ trial_period_days: 14 }, 'pm_card_visa')
  assert.deepEqual([subscription.status, invoiceOf(subscription).total], ['trialing', 0])
  assert.equal(subscription.trial_end, subscription.created + 14 * DAY)
  assert.equal(subscription.items.data[0]?.current_period_end, subscription.trial_end)
})

test('a first period up to a later anchor costs its share, or nothing', async () => {
  const billing_cycle_anchor = Math.floor(Date.now() / 1000) + 10 * DAY
  const share = invoiceOf(await subscribe({ billing_cycle_anchor })).total
  assert.ok(share > 5000 && share < 8000, String(share))
  const none = await subscribe({ billing_cycle_anchor, proration_behavior: 'none' })
  assert.deepEqual(
    [none.latest_invoice, none.items.data[0]?.current_period_end],
    [null, billing_cycle_anchor],
  )
})

test('a change of quantity waits as a proration for the next invoice', async () => {
  const subscription = await subscribe()
  const [item] = subscription.items.data
  const updated = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item?.id ?? '', quantity: 5 }],
    proration_date: item?.current_period_start ?? 0,
  })
  assert.equal(updated.items.data[0]?.quantity, 5)
  const { data } = await stripe.invoiceItems.list({ customer: String(subscription.customer), pending: true })
  assert.deepEqual(
    data.map(({ amount, proration }) => [amount, proration]),
    [
      [50_000, true],
      [-20_000, true],
    ],
  )
})

test('always_invoice charges the proration at once, none forgets it', async () => {
  const subscription = await subscribe({}, 'pm_card_visa')
  const [item] = subscription.items.data
  const changed = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item?.id ?? '', quantity: 4 }],
    proration_behavior: 'always_invoice',
    proration_date: item?.current_period_start ?? 0,
    expand: ['latest_invoice'],
  })
  const invoice = invoiceOf(changed)
  assert.deepEqual(
    [invoice.billing_reason, invoice.total, invoice.status],
    ['subscription_update', 20_000, 'paid'],
  )
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item?.id ?? '', quantity: 1 }],
    proration_behavior: 'none',
  })
  const pending = await stripe.invoiceItems.list({ customer: String(subscription.customer), pending: true })
  assert.deepEqual(pending.data, [])
})

test('items are added, changed and removed on their own path, but never the last', async () => {
  const { id, items } = await subscribe()
  const added = await stripe.subscriptionItems.create({
    subscription: id,
    price: price.id,
    proration_behavior: 'none',
  })
  await stripe.subscriptionItems.update(added.id, { quantity: 7, proration_behavior: 'none' })
  const first = items.data[0]?.id ?? ''
  await stripe.subscriptionItems.del(first, { proration_behavior: 'none' })
  const left = await stripe.subscriptions.retrieve(id)
  assert.deepEqual(
    left.items.data.map((item) => [item.id, item.quantity]),
    [[added.id, 7]],
  )
  await assert.rejects(stripe.subscriptionItems.del(added.id), { param: 'items' })
  assert.equal((await stripe.subscriptionItems.list({ subscription: id })).data.length, 1)
})

test('leaving at the end of the period can be taken back, leaving now cannot', async () => {
  const { id, items } = await subscribe()
  const leaving = await stripe.subscriptions.update(id, { cancel_at_period_end: true })
  assert.deepEqual(
    [leaving.status, leaving.cancel_at, leaving.cancellation_details?.reason],
    ['active', items.data[0]?.current_period_end, 'cancellation_requested'],
  )
  const staying = await stripe.subscriptions.update(id, { cancel_at_period_end: false })
  assert.deepEqual([staying.cancel_at, staying.canceled_at], [null, null])
  const gone = await stripe.subscriptions.cancel(id, { cancellation_details: { feedback: 'too_expensive' } })
  assert.deepEqual([gone.status, gone.cancellation_details?.feedback], ['canceled', 'too_expensive'])
  await assert.rejects(stripe.subscriptions.cancel(id), { statusCode: 404, code: 'resource_missing' })
  await assert.rejects(stripe.subscriptions.update(id, { cancel_at_period_end: true }), {
    code: 'invalid_canceled_subscription_fields',
  })
  assert.deepEqual((await stripe.subscriptions.update(id, { metadata: { a: 'b' } })).metadata, { a: 'b' })
})

test('pausing collection keeps the subscription active, and an empty value resumes it', async () => {
  const { id } = await subscribe()
  const paused = await stripe.subscriptions.update(id, { pause_collection: { behavior: 'keep_as_draft' } })
  assert.deepEqual([paused.status, paused.pause_collection?.behavior], ['active', 'keep_as_draft'])
  assert.equal((await stripe.subscriptions.update(id, { pause_collection: '' })).pause_collection, null)
})

test('a preview says what would be invoiced and changes nothing', async () => {
  const customer = await createCustomer(account)
  const items = [{ price: price.id, quantity: 3 }]
  await account.told()
  const preview = await stripe.invoices.createPreview({
    customer: customer.id,
    subscription_details: { items },
  })
  assert.deepEqual([preview.total, preview.status, preview.number], [30_000, 'draft', null])
  assert.deepEqual((await stripe.subscriptions.list({ customer: customer.id })).data, [])
  assert.deepEqual(await account.told(), [])
  const subscription = await subscribe()
  const [item] = subscription.items.data
  const next = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: {
      items: [{ id: item?.id ?? '', quantity: 4 }],
      proration_date: item?.current_period_start ?? 0,
    },
  })
  assert.deepEqual(
    [next.total, next.lines.data.map(({ amount }) => amount)],
    [60_000, [40_000, -20_000, 40_000]],
  )
  assert.equal((await stripe.subscriptions.retrieve(subscription.id)).items.data[0]?.quantity, 2)
})

const refused: readonly [string, object, object][] = [
  [
    'without days until due',
    { collection_method: 'send_invoice' },
    { code: 'parameter_missing', param: 'days_until_due' },
  ],
  ['without a card to charge', {}, { code: 'resource_missing' }],
  ['without items', { items: [], ...SENT }, { param: 'items' }],
  ['with a price that is not there', { items: [{ price: 'price_none' }] }, { param: 'items[0][price]' }],
  ['with a trial in the past', { trial_end: 1, ...SENT }, { param: 'trial_end' }],
]
for (const [title, params, expected] of refused) {
  test(`a subscription ${title} is refused`, async () => {
    const customer = await createCustomer(account)
    const whole = { customer: customer.id, items: [{ price: price.id }], ...params }
    await assert.rejects(stripe.subscriptions.create(whole as Stripe.SubscriptionCreateParams), {
      statusCode: 400,
      ...expected,
    })
  })
}

test('a customer has one currency', async () => {
  const { customer } = await subscribe()
  const euro = await stripe.prices.create({
    currency: 'eur',
    unit_amount: 1,
    recurring: { interval: 'year' },
    product: String(price.product),
  })
  await assert.rejects(
    stripe.subscriptions.create({ customer: String(customer), items: [{ price: euro.id }], ...SENT }),
    { message: /cannot combine currencies/ },
  )
})
