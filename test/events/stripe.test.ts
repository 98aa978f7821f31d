import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Stripe } from 'stripe'
import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createWebhookSource } from '../../subgraphs/billing/providers/stripe/events/webhook.ts'
import { createStripeProvider } from '../../subgraphs/billing/providers/stripe/index.ts'
import { type EventWorld, startEventWorld } from '../support/event-world.ts'

describe('Stripe tells', () => {
  let world: EventWorld
  let stripe: Stripe
  let customer: string

  before(async () => {
    world = await startEventWorld()
    const { baseUrl, credentials } = world.world.emulator('stripe')
    const { hostname, port } = new URL(baseUrl)
    const address = { host: hostname, port: Number(port), protocol: 'http' as const }
    stripe = new Stripe(credentials.apiKey ?? '', { ...address, maxNetworkRetries: 0, telemetry: false })
    customer = await world.nativeId('Globex', 'billing-stripe')
  })
  after(() => world[Symbol.asyncDispose]())

  /** An invoice that waits for money. */
  async function openInvoice(): Promise<string> {
    const draft = await stripe.invoices.create({
      customer,
      collection_method: 'send_invoice',
      days_until_due: 30,
    })
    await stripe.invoiceItems.create({ customer, invoice: draft.id, amount: 1_000, currency: 'eur' })
    return (await stripe.invoices.finalizeInvoice(draft.id)).id
  }

  test('of a payment that fails and of the one that succeeds, with their invoice and customer', async () => {
    const invoice = await openInvoice()
    const failure = world.expectEvents('PAYMENT_FAILED')
    await stripe.invoices.pay(invoice, { payment_method: 'pm_card_chargeDeclined' }).catch(() => {})
    const [failed] = await failure
    assert.equal(failed?.source.objectType, 'payment_intent')
    assert.equal(failed?.attributes.willRetry, false)
    const success = world.expectEvents('PAYMENT_SUCCEEDED', 'INVOICE_PAID')
    await stripe.invoices.pay(invoice, { payment_method: 'pm_card_visa' })
    const [succeeded, paid] = await success
    assert.equal(succeeded?.entityId, failed?.entityId)
    assert.equal(succeeded?.attributes.invoiceId, paid?.entityId)
    const id = await world.world.customerId('Globex')
    assert.deepEqual(
      [failed, succeeded, paid].map((event) => event?.customerId),
      [id, id, id],
    )
    assert.deepEqual(
      [failed, succeeded, paid].map((event) => event?.cause),
      ['WEBHOOK', 'WEBHOOK', 'WEBHOOK'],
    )
  })

  test("of a customer's new address, field by field", async () => {
    const before = world.expectEvents('RECORD_CHANGED')
    await stripe.customers.update(customer, { metadata: { seen: 'yes' } })
    await before
    const update = world.expectEvents('CUSTOMER_UPDATED')
    await stripe.customers.update(customer, { email: 'new@globex.example' })
    const [updated] = await update
    assert.deepEqual(updated?.attributes.changedPaths, ['billingEmail'])
  })

  test('of a customer that nobody knew, who gets an id', async () => {
    const creation = world.expectEvents('CUSTOMER_CREATED')
    await stripe.customers.create({ name: 'Brand New Ltd', email: 'ap@brand-new.example' })
    const [created] = await creation
    const { data } = await world.world.query('query ($id: ID!) { customer(id: $id) { displayName } }', {
      id: created?.customerId,
    })
    assert.deepEqual(data, { customer: { displayName: 'Brand New Ltd' } })
  })

  test('of a subscription that begins', async () => {
    const price =
      (await stripe.prices.list({ limit: 1, type: 'recurring', currency: 'eur' })).data[0]?.id ?? ''
    const change = world.expectEvents('SUBSCRIPTION_CHANGED')
    const { id } = await stripe.subscriptions.create({
      customer,
      items: [{ price }],
      collection_method: 'send_invoice',
      days_until_due: 30,
    })
    const [changed] = await change
    assert.equal(changed?.source.nativeId, id)
  })

  test('what was changed since, to whoever asks: each record once, the last change last', async () => {
    const connection = world.world.domains.connections.find(({ vendor }) => vendor === 'stripe')
    assert.ok(connection)
    const provider = createStripeProvider(connection, { logger: silentLogger, clock: systemClock })
    const call = { correlationId: 'test', signal: AbortSignal.timeout(10_000) }
    const from = { changedAt: new Date(Date.now() - 3_600_000), nativeId: '' }
    const [first, second] = [await openInvoice(), await openInvoice()]
    const list = async (after = from) =>
      (await provider.changes?.poll?.listChanges('invoice', after, call))?.changes ?? []
    const ids = (await list()).map(({ nativeId }) => nativeId)
    assert.equal(new Set(ids).size, ids.length)
    assert.ok(ids.includes(first) && ids.includes(second))
    const last = (await list()).at(-1)
    assert.deepEqual(last && (await list(last)), [])
    await provider.close()
  })
})

const secret = 'whsec_test'
const receivedAt = new Date('2026-11-25T12:00:00Z')
const seconds = receivedAt.getTime() / 1000
const body = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  type: 'invoice.paid',
  created: seconds,
  data: { object: { id: 'in_1', object: 'invoice' } },
})
const source = createWebhookSource({ id: 'billing', credentials: { webhookSecret: secret } } as never)

const request = (rawBody: string, { timestamp = seconds, key = secret } = {}) => ({
  headers: {
    'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload: body, secret: key, timestamp }),
  },
  query: new URLSearchParams(),
  rawBody: Buffer.from(rawBody),
  receivedAt,
})

test('what Stripe signed is taken, within five minutes by our clock', () => {
  source.verify(request(body))
  source.verify(request(body, { timestamp: seconds - 299 }))
})

for (const [title, given, code] of [
  ['with another secret', request(body, { key: 'whsec_other' }), 'WEBHOOK_UNVERIFIED'],
  ['over another body', request(`${body} `), 'WEBHOOK_UNVERIFIED'],
  ['five minutes ago', request(body, { timestamp: seconds - 301 }), 'WEBHOOK_STALE'],
  ['in five minutes', request(body, { timestamp: seconds + 301 }), 'WEBHOOK_STALE'],
  ['by nobody', { ...request(body), headers: {} }, 'WEBHOOK_UNVERIFIED'],
  [
    'in a way that nobody knows',
    { ...request(body), headers: { 'stripe-signature': 'v1=x' } },
    'WEBHOOK_UNVERIFIED',
  ],
] as const) {
  test(`what was signed ${title} is refused: ${code}`, () => {
    assert.throws(() => source.verify(given), { code })
  })
}

for (const [object, refs] of [
  [{ object: 'charge', id: 'ch_1', payment_intent: 'pi_1' }, ['payment_intent pi_1']],
  [{ object: 'charge', id: 'ch_1', payment_intent: null }, []],
  [{ object: 'tax_id', id: 'txi_1', customer: { id: 'cus_1' } }, ['customer cus_1']],
  [
    { object: 'entitlements.active_entitlement_summary', customer: 'cus_1' },
    ['active_entitlement_summary cus_1'],
  ],
  [{ object: 'balance', available: [] }, []],
] as const) {
  test(`${object.object} leads to ${refs.join(', ') || 'nothing'}`, () => {
    const event = { id: 'evt_1', object: 'event', type: 'x', created: seconds, data: { object } }
    const reading = source.parse(Buffer.from(JSON.stringify(event)))
    const hints = reading.kind === 'changes' ? reading.hints : []
    assert.deepEqual(
      hints.map(({ objectType, nativeId }) => `${objectType} ${nativeId}`),
      [...refs],
    )
    assert.equal(reading.kind, refs.length > 0 ? 'changes' : 'ignored')
  })
}

test('what is no event is kept as unreadable', () => {
  for (const text of ['', 'no JSON', '{}', body.replace('"in_1"', '7')])
    assert.equal(source.parse(Buffer.from(text)).kind, 'unreadable', text)
})
