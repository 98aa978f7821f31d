import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Stripe } from 'stripe'
import {
  createCustomer,
  DAY,
  openInvoice,
  startAccount,
  startReceiver,
  type TestAccount,
} from '../test-account.ts'

let account: TestAccount
let stripe: Stripe
before(async () => {
  account = await startAccount()
  stripe = account.stripe
})
after(() => account[Symbol.asyncDispose]())

test('an event tells what changed, what it was before, and which request did it', async () => {
  const { id } = await stripe.customers.create({ name: 'Before', metadata: { kept: '1', changed: '1' } })
  const updated = await stripe.customers.update(
    id,
    { name: 'After', metadata: { changed: '2', added: '3' } },
    { idempotencyKey: 'run-1:update' },
  )
  const [event] = (await stripe.events.list({ type: 'customer.updated', limit: 1 })).data
  assert.ok(event?.type === 'customer.updated')
  assert.deepEqual(event.data.object.name, 'After')
  assert.deepEqual(event.data.previous_attributes, {
    name: 'Before',
    metadata: { changed: '1', added: null },
  })
  assert.deepEqual(event.request, { id: updated.lastResponse.requestId, idempotency_key: 'run-1:update' })
  assert.deepEqual(
    [event.api_version, event.livemode, event.pending_webhooks],
    ['2026-10-28.endive', false, 0],
  )
  assert.deepEqual((await stripe.events.retrieve(event.id)).data, event.data)
})

test('a write that changes nothing, and one that is refused, tell nothing', async () => {
  const { id } = await stripe.customers.create({ name: 'Same' })
  await account.told()
  await stripe.customers.update(id, { name: 'Same' })
  await assert.rejects(stripe.customers.update(id, { email: 'nobody' }))
  assert.deepEqual(await account.told(), [])
})

test('an event keeps the record as it was', async () => {
  const { id } = await stripe.customers.create({ name: 'First' })
  await stripe.customers.update(id, { name: 'Second' })
  const events = await stripe.events.list({ types: ['customer.created', 'customer.updated'], limit: 2 })
  assert.deepEqual(
    events.data.map(({ data }) => (data.object as Stripe.Customer).name),
    ['Second', 'First'],
  )
})

test('events are listed by type, by kind and by cursor, for thirty days', async () => {
  await using own = await startAccount()
  const { id } = await own.stripe.customers.create({ name: 'A' })
  await own.stripe.products.create({ name: 'B' })
  await own.stripe.customers.update(id, { name: 'C' })
  const types = async (params: Stripe.EventListParams) =>
    (await own.stripe.events.list(params)).data.map(({ type }) => type)
  assert.deepEqual(await types({ type: 'customer.*' }), ['customer.updated', 'customer.created'])
  const [latest] = (await own.stripe.events.list({ limit: 1 })).data
  assert.deepEqual(await types({ starting_after: latest?.id ?? '' }), ['product.created', 'customer.created'])
  await assert.rejects(own.stripe.events.list({ types: Array.from({ length: 21 }, () => 'a') }), {
    param: 'types',
  })
  await own.pass(31 * DAY)
  await own.stripe.products.create({ name: 'D' })
  const kept = await own.stripe.events.list({ limit: 100 })
  assert.ok(!kept.data.some((event) => event.id === latest?.id))
})

test('a webhook is signed so that the official client lets it in, with what it was made for', async () => {
  await using own = await startAccount()
  await using receiver = await startReceiver()
  const { secret = '' } = await own.stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ['invoice.finalized'],
  })
  const invoice = await openInvoice(own, (await createCustomer(own)).id)
  await receiver.until(1)
  const [webhook] = receiver.received
  const event = own.stripe.webhooks.constructEvent(webhook?.body ?? '', webhook?.signature ?? '', secret)
  assert.ok(event.type === 'invoice.finalized')
  assert.deepEqual([event.data.object.id, event.data.object.status], [invoice.id, 'open'])
  assert.equal(event.pending_webhooks, 1)
  assert.throws(
    () => own.stripe.webhooks.constructEvent(`${webhook?.body} `, webhook?.signature ?? '', secret),
    { type: 'StripeSignatureVerificationError' },
  )
})

test('a webhook that is refused comes three times in all, signed anew by the clock', async () => {
  await using own = await startAccount()
  await using receiver = await startReceiver()
  receiver.answer = 503
  await own.control('webhooks', {
    url: receiver.url,
    secret: 'whsec_agreed',
    eventTypes: ['customer.created'],
  })
  await own.stripe.customers.create({ name: 'Unheard' })
  for (const count of [1, 2, 3]) {
    await receiver.until(count)
    await untilAttempted(own, count)
    await own.pass(3 * 3600)
  }
  const { data } = await own.stripe.events.list({ delivery_success: false })
  assert.deepEqual(
    data.map(({ type, pending_webhooks }) => [type, pending_webhooks]),
    [['customer.created', 1]],
  )
  const times = receiver.received.map(({ signature }) => Number(/t=(\d+)/.exec(signature)?.[1]))
  assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 3 * 3600)
  assert.equal(receiver.received.length, 3)
})

/** The attempt is recorded just after the receiver has answered. */
async function untilAttempted({ emulator }: TestAccount, count: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`${emulator.baseUrl}/__emulator/webhooks`)
    const { deliveries } = (await answer.json()) as { deliveries: { attempts: unknown[] }[] }
    if (deliveries[0]?.attempts.length === count) return
  }
}

test('endpoints are made, changed, listed and removed; the secret is told once', async () => {
  await using own = await startAccount()
  await using receiver = await startReceiver()
  const endpoints = own.stripe.webhookEndpoints
  const made = await endpoints.create({ url: receiver.url, enabled_events: ['*'], description: 'gateway' })
  assert.match(String(made.secret), /^whsec_/)
  const read = await endpoints.retrieve(made.id)
  assert.deepEqual([read.secret, read.status, read.description], [undefined, 'enabled', 'gateway'])
  const changed = await endpoints.update(made.id, { disabled: true, metadata: { a: 'b' } })
  assert.deepEqual([changed.status, changed.metadata], ['disabled', { a: 'b' }])
  await own.stripe.customers.create({ name: 'Unheard' })
  await endpoints.update(made.id, { disabled: false, enabled_events: ['product.created'] })
  await own.stripe.customers.create({ name: 'Unwanted' })
  await own.stripe.products.create({ name: 'Heard' })
  await receiver.until(1)
  assert.deepEqual(
    receiver.received.map(({ body }) => (JSON.parse(body) as Stripe.Event).type),
    ['product.created'],
  )
  assert.equal((await endpoints.list()).data.length, 1)
  assert.equal((await endpoints.del(made.id)).deleted, true)
  await assert.rejects(endpoints.retrieve(made.id), { statusCode: 404 })
})
