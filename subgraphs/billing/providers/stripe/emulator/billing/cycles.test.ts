import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { createCustomer, createPrice, DAY, startAccount, type TestAccount } from '../test-account.ts'

const HOUR = 3600

async function subscribe(
  account: TestAccount,
  card: string,
  more: Partial<Stripe.SubscriptionCreateParams> = {},
) {
  const customer = await createCustomer(account, card)
  const price = await createPrice(account)
  const { id } = await account.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    ...more,
  })
  const read = () => account.stripe.subscriptions.retrieve(id)
  const invoices = async () =>
    (await account.stripe.invoices.list({ subscription: id })).data.map((invoice) => [
      invoice.billing_reason,
      invoice.status,
      invoice.total,
    ])
  return { id, customer: customer.id, read, invoices }
}

test('a period ends: the next is invoiced as a draft, finalized an hour later, and charged', async () => {
  await using account = await startAccount()
  const { read, invoices } = await subscribe(account, 'pm_card_visa')
  const before = (await read()).items.data[0]?.current_period_end
  await account.pass((before ?? 0) - Math.floor(Date.now() / 1000) + 1)
  assert.deepEqual((await invoices())[0], ['subscription_cycle', 'draft', 10_000])
  await account.pass(HOUR)
  assert.deepEqual((await invoices())[0], ['subscription_cycle', 'paid', 10_000])
  assert.equal((await read()).items.data[0]?.current_period_start, before)
})

test('a year passes at once: every month is invoiced, once', async () => {
  await using account = await startAccount()
  const { id } = await subscribe(account, 'pm_card_visa')
  await account.pass(366 * DAY)
  const all = await account.stripe.invoices.list({ subscription: id, limit: 100 })
  assert.equal(all.data.length, 13)
  const months = new Set(all.data.map(({ created }) => new Date(created * 1000).toISOString().slice(0, 7)))
  assert.equal(months.size, 13)
})

test('a failed payment makes it past due and is tried again; a better card brings it back', async () => {
  await using account = await startAccount()
  const { read, customer, id } = await subscribe(account, 'pm_card_visa')
  const { stripe } = account
  const poor = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: poor.id } })
  await account.pass(
    ((await read()).items.data[0]?.current_period_end ?? 0) - Math.floor(Date.now() / 1000) + 2 * HOUR,
  )
  const failed = (await stripe.invoices.list({ subscription: id, status: 'open' })).data[0]
  assert.ok(failed)
  assert.deepEqual([(await read()).status, failed.attempt_count], ['past_due', 1])
  const days = ((failed.next_payment_attempt ?? 0) - failed.created) / DAY
  assert.ok(days > 3 && days < 3.1, String(days))
  assert.equal(((await stripe.customers.retrieve(customer)) as Stripe.Customer).delinquent, true)
  await account.pass(4 * DAY)
  assert.equal((await stripe.invoices.retrieve(failed.id)).attempt_count, 2)
  await stripe.invoices.pay(failed.id, { payment_method: 'pm_card_visa' })
  assert.equal((await read()).status, 'active')
  assert.equal(((await stripe.customers.retrieve(customer)) as Stripe.Customer).delinquent, false)
})

test('after the last attempt the invoice stays open and nothing more is tried', async () => {
  await using account = await startAccount()
  const { id } = await subscribe(account, 'pm_card_chargeCustomerFail', { trial_period_days: 1 })
  await account.pass(25 * DAY)
  const [invoice] = (await account.stripe.invoices.list({ subscription: id, status: 'open' })).data
  assert.deepEqual([invoice?.attempt_count, invoice?.next_payment_attempt], [4, null])
})

test('one that leaves at the end of its period is not renewed', async () => {
  await using account = await startAccount()
  const { id, read, invoices } = await subscribe(account, 'pm_card_visa', { cancel_at_period_end: true })
  await account.pass(40 * DAY)
  const { status, ended_at, cancel_at } = await read()
  assert.deepEqual([status, ended_at, (await invoices()).length], ['canceled', cancel_at, 1])
  const events = await account.stripe.events.list({ type: 'customer.subscription.deleted' })
  assert.deepEqual(
    events.data.map(({ data, request }) => [(data.object as Stripe.Subscription).id, request]),
    [[id, { id: null, idempotency_key: null }]],
  )
})

test('a first payment that never succeeds ends it after 23 hours', async () => {
  await using account = await startAccount()
  const { read } = await subscribe(account, 'pm_card_chargeCustomerFail')
  await account.pass(22 * HOUR)
  assert.equal((await read()).status, 'incomplete')
  await account.pass(2 * HOUR)
  assert.equal((await read()).status, 'incomplete_expired')
})

for (const [behavior, status] of [
  ['keep_as_draft', 'draft'],
  ['void', 'void'],
  ['mark_uncollectible', 'uncollectible'],
] as const) {
  test(`while collection is paused with ${behavior} a renewal is ${status}`, async () => {
    await using account = await startAccount()
    const { id, invoices } = await subscribe(account, 'pm_card_visa')
    await account.stripe.subscriptions.update(id, { pause_collection: { behavior } })
    await account.pass(33 * DAY)
    assert.deepEqual((await invoices())[0], ['subscription_cycle', status, 10_000])
  })
}

test('what was prorated in a period is on its next invoice', async () => {
  await using account = await startAccount()
  const { id, read, invoices } = await subscribe(account, 'pm_card_visa')
  const [item] = (await read()).items.data
  await account.stripe.subscriptions.update(id, {
    items: [{ id: item?.id ?? '', quantity: 3 }],
    proration_date: item?.current_period_start ?? 0,
  })
  await account.pass(33 * DAY)
  assert.deepEqual((await invoices())[0], ['subscription_cycle', 'paid', 50_000])
})

test('an invoice that is sent and not paid in time makes its subscription past due', async () => {
  await using account = await startAccount()
  const { read } = await subscribe(account, 'pm_card_visa', {
    collection_method: 'send_invoice',
    days_until_due: 14,
  })
  await account.pass(13 * DAY)
  assert.equal((await read()).status, 'active')
  await account.pass(2 * DAY)
  assert.equal((await read()).status, 'past_due')
})

test('a test clock moves its own customers and nobody else', async () => {
  await using account = await startAccount()
  const { stripe } = account
  const frozen_time = Date.UTC(2027, 0, 31, 10) / 1000
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time, name: 'renewals' })
  const customer = await stripe.customers.create({ test_clock: clock.id, payment_method: 'pm_card_visa' })
  const [card] = (await stripe.customers.listPaymentMethods(customer.id)).data
  const price = await createPrice(account)
  const { id, created } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: card?.id ?? '',
  })
  assert.deepEqual([customer.created, created], [frozen_time, frozen_time])
  await account.told()
  const until = Date.UTC(2027, 3, 2) / 1000
  const advancing = await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: until })
  assert.deepEqual([advancing.status, advancing.frozen_time], ['advancing', until])
  assert.equal((await stripe.testHelpers.testClocks.retrieve(clock.id)).status, 'ready')
  const { data } = await stripe.invoices.list({ subscription: id })
  assert.deepEqual(
    data.map((invoice) => [new Date(invoice.created * 1000).toISOString().slice(0, 10), invoice.status]),
    [
      ['2027-03-31', 'paid'],
      ['2027-02-28', 'paid'],
      ['2027-01-31', 'paid'],
    ],
  )
  const told = await account.told()
  assert.deepEqual(
    [told[0], told.at(-1)],
    ['test_helpers.test_clock.advancing', 'test_helpers.test_clock.ready'],
  )
  await assert.rejects(stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: 1 }), {
    param: 'frozen_time',
  })
  await stripe.testHelpers.testClocks.del(clock.id)
  assert.equal((await stripe.customers.retrieve(customer.id)).deleted, true)
})
