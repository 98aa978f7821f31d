import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Stripe } from 'stripe'
import { startAccount, type TestAccount } from './test-account.ts'

let account: TestAccount
let stripe: Stripe
before(async () => {
  account = await startAccount()
  stripe = account.stripe
})
after(() => account[Symbol.asyncDispose]())

const named = async (name: string) =>
  (await stripe.customers.search({ query: `name:'${name}'` })).data.map((customer) => customer.name)

test('the index is half a minute behind writes: what was created, changed and deleted', async () => {
  const { id } = await stripe.customers.create({ name: 'Lagging' })
  assert.deepEqual(await named('Lagging'), [])
  assert.equal((await stripe.customers.list({ limit: 1 })).data[0]?.id, id)
  await account.pass(31)
  assert.deepEqual(await named('Lagging'), ['Lagging'])
  await stripe.customers.update(id, { name: 'Renamed' })
  await stripe.customers.update(id, { name: 'Renamed again' })
  assert.deepEqual([await named('Lagging'), await named('Renamed again')], [['Lagging'], []])
  await account.pass(31)
  assert.deepEqual([await named('Lagging'), await named('Renamed again')], [[], ['Renamed again']])
  await stripe.customers.del(id)
  assert.deepEqual(await named('Renamed again'), ['Renamed again'])
  await account.pass(31)
  assert.deepEqual(await named('Renamed again'), [])
})

test('a preview is never in the index', async () => {
  await account.control('search', { lagSeconds: 0 })
  const before = await stripe.invoices.search({ query: "status:'draft'" })
  const { data } = await stripe.prices.list({ lookup_keys: ['platform-usd'] })
  const customer = await stripe.customers.create({ name: 'Previewing' })
  await stripe.invoices.createPreview({
    customer: customer.id,
    subscription_details: { items: [{ price: data[0]?.id ?? '' }] },
  })
  assert.deepEqual(
    (await stripe.invoices.search({ query: "status:'draft'" })).data.length,
    before.data.length,
  )
})

test('without lag a search reads its own writes', async () => {
  await account.control('search', { lagSeconds: 0 })
  await stripe.customers.create({ name: 'Immediate' })
  assert.deepEqual(await named('Immediate'), ['Immediate'])
})
