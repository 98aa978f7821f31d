import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startAccount } from './test-account.ts'

test("over a sandbox's rate calls are refused, and say which rate", async () => {
  await using account = await startAccount()
  const { stripe } = account
  await account.control('limits', { enforce: true })
  const refused = await refusalsOf(() => stripe.customers.list({ limit: 1 }))
  const { type, statusCode, code, headers } = refused[0] ?? {}
  assert.deepEqual(
    [type, statusCode, code, headers?.['stripe-rate-limited-reason']],
    ['StripeRateLimitError', 429, 'rate_limit', 'global-rate'],
  )
  await account.pass(2)
  assert.equal((await stripe.customers.list({ limit: 1 })).data.length, 1)
})

test('searches have a lower rate of their own', async () => {
  await using account = await startAccount()
  await account.control('limits', { enforce: true })
  const refused = await refusalsOf(() => account.stripe.customers.search({ query: "name:'Acme'" }))
  assert.ok(refused.some(({ headers }) => headers['stripe-rate-limited-reason'] === 'endpoint-rate'))
})

/** What comes back of far more calls at once than are allowed in a second. */
async function refusalsOf(call: () => PromiseLike<unknown>) {
  const answers = await Promise.allSettled(Array.from({ length: 120 }, call))
  return answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason)
}

for (const [reason, code, header] of [
  ['endpoint-concurrency', 'rate_limit', 'endpoint-concurrency'],
  ['resource-specific', 'rate_limit', 'resource-specific'],
  ['lock-timeout', 'lock_timeout', undefined],
] as const) {
  test(`${reason} is answered on request, and nothing is written`, async () => {
    await using account = await startAccount()
    const { stripe } = account
    await account.control('limits', { reason, path: '/v1/customers' })
    const key = { idempotencyKey: 'again' }
    await assert.rejects(stripe.customers.create({ email: 'x@y.example' }, key), {
      type: 'StripeRateLimitError',
      code,
    })
    await stripe.products.list({ limit: 1 })
    await stripe.customers.create({ email: 'x@y.example' }, key)
    assert.equal((await stripe.customers.list({ email: 'x@y.example' })).data.length, 1)
    await account.control('limits', { reason })
    const refusal = await stripe.customers.list().catch((error) => error)
    assert.equal(refusal.headers['stripe-rate-limited-reason'], header)
  })
}
