import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Stripe } from 'stripe'
import { createCustomer, startAccount, type TestAccount } from '../test-account.ts'

let account: TestAccount
let stripe: Stripe
before(async () => {
  account = await startAccount()
  stripe = account.stripe
})
after(() => account[Symbol.asyncDispose]())

test('a product may bring its id, once', async () => {
  const product = await stripe.products.create({ id: 'latex', name: 'Latex', metadata: { sku: 'LTX' } })
  assert.deepEqual([product.id, product.active, product.metadata], ['latex', true, { sku: 'LTX' }])
  await assert.rejects(stripe.products.create({ id: 'latex', name: 'Again' }), {
    code: 'resource_already_exists',
  })
  await assert.rejects(stripe.products.create({ name: '' }), {
    code: 'parameter_invalid_empty',
    param: 'name',
  })
  await assert.rejects(stripe.products.create({} as Stripe.ProductCreateParams), {
    code: 'parameter_missing',
  })
})

test('a product with prices cannot be deleted, one without can', async () => {
  const { id } = await stripe.products.create({ name: 'Latex' })
  await stripe.prices.create({ product: id, currency: 'usd', unit_amount: 1 })
  await assert.rejects(stripe.products.del(id), { type: 'StripeInvalidRequestError' })
  const other = await stripe.products.create({ name: 'Rubber' })
  assert.equal((await stripe.products.del(other.id)).deleted, true)
})

test('a lookup key names one price and is taken over only on request', async () => {
  const first = await stripe.prices.create({
    currency: 'USD',
    unit_amount_decimal: '0.5' as unknown as Stripe.Decimal,
    product_data: { name: 'Minute' },
    lookup_key: 'minute',
  })
  assert.deepEqual(
    [first.currency, first.unit_amount, String(first.unit_amount_decimal)],
    ['usd', null, '0.5'],
  )
  const again = { currency: 'usd', unit_amount: 1, product: String(first.product), lookup_key: 'minute' }
  await assert.rejects(stripe.prices.create(again), { code: 'resource_already_exists', param: 'lookup_key' })
  const second = await stripe.prices.create({ ...again, transfer_lookup_key: true })
  const { data } = await stripe.prices.list({ lookup_keys: ['minute'] })
  assert.deepEqual(
    data.map(({ id }) => id),
    [second.id],
  )
})

test('whoever subscribes to a product has its features, and loses them with the subscription', async () => {
  const feature = await stripe.entitlements.features.create({ lookup_key: 'wholesale', name: 'Wholesale' })
  const product = await stripe.products.create({ name: 'Suite' })
  await stripe.products.createFeature(product.id, { entitlement_feature: feature.id })
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 100,
    recurring: { interval: 'month' },
  })
  const customer = await createCustomer(account)
  await account.told()
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    collection_method: 'send_invoice',
    days_until_due: 30,
  })
  const granted = await stripe.entitlements.activeEntitlements.list({ customer: customer.id })
  assert.deepEqual(
    granted.data.map(({ lookup_key }) => lookup_key),
    ['wholesale'],
  )
  assert.ok((await account.told()).includes('entitlements.active_entitlement_summary.updated'))
  await stripe.subscriptions.cancel(id)
  assert.deepEqual((await stripe.entitlements.activeEntitlements.list({ customer: customer.id })).data, [])
})
