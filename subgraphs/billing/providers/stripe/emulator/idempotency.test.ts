import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Stripe } from 'stripe'
import { clientOf, createCustomer, openInvoice, startAccount, type TestAccount } from './test-account.ts'

let account: TestAccount
let stripe: Stripe
before(async () => {
  account = await startAccount()
  stripe = account.stripe
})
after(() => account[Symbol.asyncDispose]())

let keys = 0
const newKey = () => ({ idempotencyKey: `run-1:step-${keys++}` })
const replayed = ({ lastResponse }: Stripe.Response<unknown>) => lastResponse.headers['idempotent-replayed']

test('the same key and parameters have one effect and one answer', async () => {
  const key = newKey()
  const first = await stripe.customers.create({ name: 'Once', metadata: { a: 'b' } }, key)
  await stripe.customers.update(first.id, { name: 'Changed since' })
  const second = await stripe.customers.create({ name: 'Once', metadata: { a: 'b' } }, key)
  assert.deepEqual([second.id, second.name], [first.id, 'Once'])
  assert.deepEqual([replayed(first), replayed(second)], [undefined, 'true'])
  assert.equal(second.lastResponse.headers['original-request'], first.lastResponse.requestId)
  assert.notEqual(second.lastResponse.requestId, first.lastResponse.requestId)
})

test('a key with other parameters, or for another endpoint, is an error of its own kind', async () => {
  const key = newKey()
  await stripe.customers.create({ name: 'One', metadata: { a: '1' } }, key)
  const message = new RegExp(
    `^Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key.idempotencyKey}'`,
  )
  await assert.rejects(stripe.customers.create({ name: 'One', metadata: { a: '2' } }, key), {
    type: 'StripeIdempotencyError',
    statusCode: 400,
    message,
  })
  await assert.rejects(stripe.products.create({ name: 'One' }, key), {
    type: 'StripeIdempotencyError',
    message: /same endpoint they were first used for \('\/v1\/customers'\)/,
  })
})

test('a key that is in use answers 409, and its own answer afterwards', async () => {
  const key = newKey()
  await account.control('executions', { path: '/v1/customers', delayMs: 500 })
  const both = await Promise.allSettled([1, 2].map(() => stripe.customers.create({ name: 'Slow' }, key)))
  const [made] = both.filter(({ status }) => status === 'fulfilled')
  const [refused] = both.filter(({ status }) => status === 'rejected')
  assert.ok(made?.status === 'fulfilled' && refused?.status === 'rejected')
  assert.deepEqual([refused.reason.statusCode, refused.reason.code], [409, 'idempotency_key_in_use'])
  assert.match(refused.reason.message, /currently another in-progress request using this Idempotent Key/)
  assert.equal((await stripe.customers.create({ name: 'Slow' }, key)).id, made.value.id)
})

test('a key is forgotten after a day', async () => {
  const key = newKey()
  const first = await stripe.customers.create({ name: 'Daily' }, key)
  await account.pass(23 * 3600)
  assert.equal((await stripe.customers.create({ name: 'Daily' }, key)).id, first.id)
  await account.pass(3601)
  assert.notEqual((await stripe.customers.create({ name: 'Daily' }, key)).id, first.id)
})

test('what was refused before the endpoint began is not kept', async () => {
  const key = newKey()
  await assert.rejects(stripe.customers.create({ email: 'nobody' }, key), { code: 'email_invalid' })
  const { email } = await stripe.customers.create({ email: 'some@body.example' }, key)
  assert.equal(email, 'some@body.example')
})

test('a refusal by the state of a record is kept, also when the state has changed', async () => {
  const customer = await createCustomer(account)
  const draft = await stripe.invoices.create({ customer: customer.id, currency: 'usd' })
  const key = newKey()
  await assert.rejects(stripe.invoices.voidInvoice(draft.id, {}, key), { message: /isn't open/ })
  const open = await openInvoice(account, customer.id)
  await assert.rejects(stripe.invoices.voidInvoice(draft.id, {}, key), { message: /isn't open/ })
  assert.equal((await stripe.invoices.voidInvoice(open.id, {}, newKey())).status, 'void')
})

test('a declined payment is declined again without another attempt', async () => {
  const { id } = await openInvoice(account, (await createCustomer(account)).id)
  const key = newKey()
  const pay = () => stripe.invoices.pay(id, { payment_method: 'pm_card_chargeDeclined' }, key)
  await assert.rejects(pay(), { statusCode: 402 })
  const { data } = await stripe.charges.list({ limit: 1 })
  await assert.rejects(pay(), { statusCode: 402, decline_code: 'generic_decline' })
  assert.equal((await stripe.charges.list({ limit: 1 })).data[0]?.id, data[0]?.id)
})

for (const [fails, effects] of [
  ['before-writing', 0],
  ['after-writing', 1],
] as const) {
  test(`an internal error ${fails} is kept under the key: the same call answers it again`, async () => {
    const key = newKey()
    const email = `${fails}@customer.example`
    await account.control('executions', { path: '/v1/customers', fails })
    const create = () => stripe.customers.create({ email }, key)
    await assert.rejects(create(), { statusCode: 500, type: 'StripeAPIError' })
    await assert.rejects(create(), { statusCode: 500 })
    assert.equal((await stripe.customers.list({ email })).data.length, effects)
  })
}

for (const [title, fault] of [
  ['a 500 in front of the vendor', { status: 500 }],
  ['a connection that was cut', { reset: 'before-answer' }],
] as const) {
  test(`after ${title} the same key has the effect once, applied or not`, async () => {
    for (const applied of [true, false]) {
      const email = `${applied}-${title.length}@customer.example`
      await account.control('faults', { method: 'POST', path: '/v1/customers', times: 1, applied, ...fault })
      const patient = clientOf(account.emulator, { maxNetworkRetries: 1 })
      const { id } = await patient.customers.create({ email }, newKey())
      const found = await stripe.customers.list({ email })
      assert.deepEqual(
        found.data.map((customer) => customer.id),
        [id],
      )
    }
  })
}

test('a key is ignored where nothing is posted, and refused where it is too long', async () => {
  const customer = await createCustomer(account)
  const key = newKey()
  await stripe.customers.retrieve(customer.id, {}, key)
  assert.equal((await stripe.customers.create({ name: 'After a read' }, key)).name, 'After a read')
  await assert.rejects(stripe.customers.create({}, { idempotencyKey: 'k'.repeat(256) }), { statusCode: 400 })
})
