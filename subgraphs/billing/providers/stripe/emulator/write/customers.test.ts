import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Stripe } from 'stripe'
import { createCustomer, createPrice, startAccount, type TestAccount } from '../test-account.ts'

let account: TestAccount
let stripe: Stripe
before(async () => {
  account = await startAccount()
  stripe = account.stripe
})
after(() => account[Symbol.asyncDispose]())

const read = async (id: string) => (await stripe.customers.retrieve(id)) as Stripe.Customer

test('a customer is created with address, tax number, metadata and a card', async () => {
  const { id } = await stripe.customers.create({
    name: 'Kramerica',
    email: 'ap@kramerica.example',
    address: { line1: '129 West 81st Street', country: 'US' },
    tax_id_data: [{ type: 'eu_vat', value: 'DE123456789' }],
    metadata: { salesforce_account_id: '001x' },
    payment_method: 'pm_card_visa',
  })
  const customer = await stripe.customers.retrieve(id, { expand: ['tax_ids'] })
  assert.ok(!customer.deleted)
  assert.deepEqual(
    [customer.name, customer.address?.line1, customer.address?.city, customer.metadata, customer.balance],
    ['Kramerica', '129 West 81st Street', null, { salesforce_account_id: '001x' }, 0],
  )
  assert.deepEqual(
    customer.tax_ids?.data.map(({ value }) => value),
    ['DE123456789'],
  )
  const cards = await stripe.customers.listPaymentMethods(id)
  assert.deepEqual(
    cards.data.map(({ card }) => card?.last4),
    ['4242'],
  )
})

test('an update changes what it names; an empty text clears a field, a key of metadata, or all of them', async () => {
  const { id } = await stripe.customers.create({
    name: 'A',
    phone: '1',
    metadata: { a: '1', b: '2', c: '3' },
  })
  await stripe.customers.update(id, { phone: '', metadata: { a: '', b: '4' } })
  const updated = await read(id)
  assert.deepEqual([updated.name, updated.phone, updated.metadata], ['A', null, { b: '4', c: '3' }])
  await stripe.customers.update(id, { metadata: '', address: { city: 'Oslo' } })
  await stripe.customers.update(id, { address: '' })
  const cleared = await read(id)
  assert.deepEqual([cleared.metadata, cleared.address], [{}, null])
})

test('a deleted customer is told of by its id, is in no list, and its subscriptions have ended', async () => {
  const customer = await createCustomer(account)
  const price = await createPrice(account)
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    collection_method: 'send_invoice',
    days_until_due: 30,
  })
  await account.told()
  assert.deepEqual(
    { ...(await stripe.customers.del(customer.id)) },
    { id: customer.id, object: 'customer', deleted: true },
  )
  assert.equal((await stripe.customers.retrieve(customer.id)).deleted, true)
  assert.ok(!(await stripe.customers.list({ limit: 100 })).data.some((known) => known.id === customer.id))
  assert.equal((await stripe.subscriptions.retrieve(id)).status, 'canceled')
  const told = await account.told()
  assert.deepEqual([told.includes('customer.subscription.deleted'), told.at(-1)], [true, 'customer.deleted'])
  await assert.rejects(stripe.customers.update(customer.id, { name: 'B' }), { code: 'resource_missing' })
})

test('what a customer owes beside its invoices changes by entries', async () => {
  const { id } = await stripe.customers.create({ name: 'C' })
  await stripe.customers.createBalanceTransaction(id, {
    amount: -500,
    currency: 'usd',
    description: 'goodwill',
  })
  await stripe.customers.createBalanceTransaction(id, { amount: 200, currency: 'usd' })
  assert.equal((await read(id)).balance, -300)
  const entries = await stripe.customers.listBalanceTransactions(id)
  assert.deepEqual(
    entries.data.map(({ amount, ending_balance, type }) => [amount, ending_balance, type]),
    [
      [200, -300, 'adjustment'],
      [-500, -500, 'adjustment'],
    ],
  )
})

const LONG = 'x'.repeat(501)
for (const [title, params, expected] of [
  ['an unknown parameter', { nmae: 'A' }, { code: 'parameter_unknown', param: 'nmae' }],
  [
    'a nested unknown parameter',
    { address: { town: 'Oslo' } },
    { code: 'parameter_unknown', param: 'address[town]' },
  ],
  ['a bad e-mail address', { email: 'nobody' }, { code: 'email_invalid', param: 'email' }],
  [
    'a balance that is no integer',
    { balance: 'much' },
    { code: 'parameter_invalid_integer', param: 'balance' },
  ],
  ['a value outside of a set', { tax_exempt: 'maybe' }, { param: 'tax_exempt' }],
  ['a long metadata value', { metadata: { a: LONG } }, { param: 'metadata[a]' }],
  ['a long metadata key', { metadata: { ['k'.repeat(41)]: 'a' } }, { param: 'metadata' }],
  [
    'too much metadata',
    { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v'])) },
    { param: 'metadata' },
  ],
  [
    'a test clock that is not there',
    { test_clock: 'clock_none' },
    { code: 'resource_missing', param: 'test_clock' },
  ],
] as const) {
  test(`${title} is refused, and nothing is created`, async () => {
    const before = (await stripe.customers.list({ limit: 1 })).data[0]?.id
    await assert.rejects(stripe.customers.create(params as Stripe.CustomerCreateParams), {
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      ...expected,
    })
    assert.equal((await stripe.customers.list({ limit: 1 })).data[0]?.id, before)
  })
}

test('writing to a customer that is not there is refused as not found', async () => {
  await assert.rejects(stripe.customers.update('cus_none', { name: 'A' }), {
    statusCode: 404,
    code: 'resource_missing',
    param: 'id',
  })
})
