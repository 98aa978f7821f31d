import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Stripe } from 'stripe'
import { assertPublished } from '../published-types.ts'
import { createCustomer, createPrice, DAY, startAccount, type TestAccount } from '../test-account.ts'

let account: TestAccount
let stripe: Stripe
before(async () => {
  account = await startAccount()
  stripe = account.stripe
})
after(() => account[Symbol.asyncDispose]())

const nowSeconds = async (): Promise<number> =>
  (await stripe.customers.create({ name: 'What time is it' })).created

async function scheduled(more: Partial<Stripe.SubscriptionScheduleCreateParams> = {}) {
  const { id: customer } = await createCustomer(account)
  const { id: price } = await createPrice(account)
  const start = (await nowSeconds()) + DAY
  const schedule = await stripe.subscriptionSchedules.create({
    customer,
    start_date: start,
    end_behavior: 'release',
    phases: [{ items: [{ price, quantity: 2 }], duration: { interval: 'month', interval_count: 1 } }],
    ...more,
  })
  return { customer, start, schedule }
}

test('a schedule has what is published, starts its subscription on its day and lets go of it', async () => {
  const { customer, start, schedule } = await scheduled()
  assertPublished(schedule, 'SubscriptionSchedules', 'SubscriptionSchedule')
  assert.deepEqual([schedule.status, schedule.subscription], ['not_started', null])
  await account.pass(DAY + 60)
  const running = await stripe.subscriptionSchedules.retrieve(schedule.id)
  assert.deepEqual([running.status, running.current_phase?.start_date], ['active', start])
  const [subscription] = (await stripe.subscriptions.list({ customer })).data
  assert.deepEqual([subscription?.id, subscription?.schedule], [running.subscription, schedule.id])
  await account.pass(32 * DAY)
  const released = await stripe.subscriptionSchedules.retrieve(schedule.id)
  assert.deepEqual([released.status, released.released_subscription], ['released', subscription?.id])
  assert.equal((await stripe.subscriptions.retrieve(subscription?.id ?? '')).schedule, null)
})

test('a schedule of a subscription takes no other parameters, and there is one', async () => {
  const { id: customer } = await createCustomer(account, 'pm_card_visa')
  const { id: price } = await createPrice(account)
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price }] })
  await assert.rejects(
    stripe.subscriptionSchedules.create({ from_subscription: id, end_behavior: 'release' }),
    { type: 'StripeInvalidRequestError', param: 'from_subscription' },
  )
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id })
  await assert.rejects(stripe.subscriptionSchedules.create({ from_subscription: id }), {
    type: 'StripeInvalidRequestError',
  })
  await stripe.subscriptions.cancel(id)
  assert.equal((await stripe.subscriptionSchedules.retrieve(schedule.id)).status, 'canceled')
})

test('a schedule that is over cannot be released or cancelled', async () => {
  const { schedule } = await scheduled()
  assert.equal((await stripe.subscriptionSchedules.cancel(schedule.id)).status, 'canceled')
  await assert.rejects(stripe.subscriptionSchedules.cancel(schedule.id), { statusCode: 400 })
  await assert.rejects(stripe.subscriptionSchedules.release(schedule.id), { statusCode: 400 })
})

test('what is backdated to an anchor a whole interval later costs a whole interval, and items come once', async () => {
  const { id: customer } = await createCustomer(account)
  const week = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 10_000,
    recurring: { interval: 'week' },
    product_data: { name: 'Latex' },
  })
  const start = (await nowSeconds()) - 2 * DAY
  const { latest_invoice } = await stripe.subscriptions.create({
    customer,
    items: [{ price: week.id }],
    add_invoice_items: [
      { price_data: { currency: 'usd', product: String(week.product), unit_amount: 700 }, quantity: 2 },
    ],
    backdate_start_date: start,
    billing_cycle_anchor: start + 7 * DAY,
    collection_method: 'send_invoice',
    days_until_due: 30,
    expand: ['latest_invoice'],
  })
  const { status, total } = latest_invoice as Stripe.Invoice
  assert.deepEqual([status, total], ['draft', 11_400])
})
