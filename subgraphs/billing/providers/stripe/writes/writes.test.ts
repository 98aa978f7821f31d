import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isWeftError } from '#shared/errors.ts'
import { formatAmount, type Money } from '#shared/money.ts'
import { createCustomer, openInvoice } from '../emulator/test-account.ts'
import {
  DAY,
  HOUR,
  itemOf,
  keyed,
  midnightIn,
  startWriteWorld,
  subscriptionOf,
  type WriteWorld,
} from './write-world.test-support.ts'

let world: WriteWorld
before(async () => {
  world = await startWriteWorld()
})
after(() => world[Symbol.asyncDispose]())

const text = ({ currencyCode, ...money }: Money): string =>
  `${formatAmount({ currencyCode, ...money })} ${currencyCode}`
const secondsOf = (instant: Date): number => instant.getTime() / 1000

async function subscribe(card?: string, more: Parameters<typeof subscriptionOf>[2] = {}) {
  const { id: customer } = await createCustomer(world.account, card)
  const subscription = subscriptionOf(world, customer, more)
  const written = await world.writes.createSubscription(subscription, keyed())
  return { customer, subscription, written, invoiceId: written.firstInvoice?.nativeId ?? '' }
}

const chargedAutomatically = { collectionMethod: 'CHARGE_AUTOMATICALLY', netDays: undefined } as const

test('a customer is made with its tax number and the ids by which it is matched', async () => {
  const { ref, effect } = await world.writes.createCustomer(
    {
      name: 'Kramerica',
      email: 'ap@kramerica.example',
      address: {
        line1: '129 W 81st St',
        line2: undefined,
        city: 'New York',
        region: 'NY',
        postalCode: '10024',
        countryCode: 'US',
      },
      taxIdentifiers: [{ scheme: 'us_ein', value: '12-3456789' }],
      crmNativeId: '001000000000042',
      erpNativeId: '1042',
    },
    keyed(),
  )
  assert.equal(effect, 'CREATED')
  const made = await world.stripe.customers.retrieve(ref.nativeId, { expand: ['tax_ids'] })
  assert.ok(!made.deleted)
  assert.deepEqual(
    [made.address?.state, made.tax_ids?.data[0]?.value, made.metadata.salesforce_account_id],
    ['NY', '12-3456789', '001000000000042'],
  )
  assert.equal(made.metadata.netsuite_customer_id, '1042')
})

test('a change is not made again over what somebody did since', async () => {
  const { id } = await createCustomer(world.account)
  const call = keyed()
  await world.writes.updateCustomer({ nativeId: id, email: 'new@vandelay.example' }, call)
  await world.stripe.customers.update(id, { email: 'newer@vandelay.example' })
  await world.pass(DAY + HOUR)
  const again = await world.writes.updateCustomer({ nativeId: id, email: 'new@vandelay.example' }, call)
  assert.equal(again.effect, 'FOUND')
  const customer = await world.stripe.customers.retrieve(id)
  assert.equal(!customer.deleted && customer.email, 'newer@vandelay.example')
})

test('a customer is removed while nothing hangs on it, and stays when something does', async () => {
  const { id } = await createCustomer(world.account)
  assert.equal((await world.writes.removeCustomer(id, keyed())).effect, 'UPDATED')
  assert.equal((await world.stripe.customers.retrieve(id)).deleted, true)
  assert.equal((await world.writes.removeCustomer(id, keyed())).effect, 'FOUND')
  const { customer } = await subscribe()
  assert.equal((await world.writes.removeCustomer(customer, keyed())).effect, 'FOUND')
  assert.notEqual((await world.stripe.customers.retrieve(customer)).deleted, true)
})

test('a subscription begins on its first day, and its first invoice is a draft until it is finalised', async () => {
  const { subscription, written, invoiceId } = await subscribe()
  const made = await world.stripe.subscriptions.retrieve(written.ref.nativeId)
  const [item] = made.items.data
  assert.deepEqual(
    [made.status, item?.current_period_start, item?.current_period_end],
    ['active', secondsOf(subscription.startsAt), secondsOf(yearAfter(subscription.startsAt))],
  )
  assert.equal(made.metadata.salesforce_contract_id, '800000000000001')
  await world.pass(2 * HOUR)
  const draft = await world.stripe.invoices.retrieve(invoiceId)
  assert.deepEqual([draft.status, draft.total], ['draft', 80_000])
  assert.deepEqual(draft.custom_fields, [{ name: 'Purchase order', value: 'PO-77' }])
  assert.equal(draft.metadata?.netsuite_order_id, '4711')

  const invoice = await world.writes.finaliseInvoice(invoiceId, keyed())
  assert.deepEqual(
    [invoice.status, invoice.effect, text(invoice.subtotal), text(invoice.total)],
    ['OPEN', 'UPDATED', '800.00 USD', '800.00 USD'],
  )
  assert.ok(invoice.number && invoice.issuedOn && invoice.dueOn)
  assert.deepEqual(
    invoice.lines
      .map(({ productNativeId, quantity, amount }) => [productNativeId, quantity, text(amount)])
      .sort(),
    [
      [world.product, '1', '500.00 USD'],
      [world.product, '3', '300.00 USD'],
    ],
  )
})

const yearAfter = (from: Date): Date => {
  const day = new Date(from)
  day.setUTCFullYear(day.getUTCFullYear() + 1)
  return day
}

for (const [currencyCode, unitPrice, subtotal] of [
  ['USD', '33.33', '99.99 USD'],
  ['JPY', '1200', '3600 JPY'],
  ['KWD', '12.340', '37.020 KWD'],
  ['ISK', '990', '2970 ISK'],
] as const)
  test(`what is previewed in ${currencyCode} is billed, whether the customer is there or not`, async () => {
    const { id: customer } = await createCustomer(world.account)
    for (const days of [0, 20]) {
      const terms = {
        ...subscriptionOf(world, customer),
        currencyCode,
        items: [itemOf(world, { currencyCode, unitPrice })],
        oneTimeItems: [],
        startsAt: midnightIn(world, days),
        address: undefined,
      }
      for (const customerNativeId of [customer, undefined]) {
        const preview = await world.writes.previewSubscription({ ...terms, customerNativeId }, keyed())
        assert.deepEqual([preview.subtotal, preview.total].map(text), [subtotal, subtotal])
      }
      if (days > 0) continue
      const { firstInvoice } = await world.writes.createSubscription(terms, keyed())
      const invoice = await world.writes.finaliseInvoice(firstInvoice?.nativeId ?? '', keyed())
      assert.equal(text(invoice.total), subtotal)
    }
  })

test('who is charged automatically is charged when it is said, and by the subscription from then on', async () => {
  const { customer, written, invoiceId } = await subscribe('pm_card_visa', chargedAutomatically)
  await world.writes.finaliseInvoice(invoiceId, keyed())
  await world.pass(2 * HOUR)
  assert.equal((await world.stripe.charges.list({ customer })).data.length, 0)
  const paid = await world.writes.collectInvoice(invoiceId, keyed())
  assert.deepEqual([paid.status, paid.effect], ['PAID', 'UPDATED'])
  assert.equal((await world.stripe.charges.list({ customer })).data.length, 1)
  const { collection_method } = await world.stripe.subscriptions.retrieve(written.ref.nativeId)
  assert.equal(collection_method, 'charge_automatically')
})

test('a decline is a refusal with its code, the same for the same key, and leaves the invoice to Stripe', async () => {
  const { customer, invoiceId } = await subscribe('pm_card_chargeCustomerFail', chargedAutomatically)
  await world.writes.finaliseInvoice(invoiceId, keyed())
  const call = keyed()
  for (const _attempt of [1, 2])
    await assert.rejects(world.writes.collectInvoice(invoiceId, call), (error) => {
      assert.ok(isWeftError(error, 'REJECTED_BY_SYSTEM'))
      return error.facts.vendorCode === 'generic_decline'
    })
  assert.equal((await world.stripe.charges.list({ customer })).data.length, 1)
  const invoice = await world.stripe.invoices.retrieve(invoiceId)
  assert.deepEqual([invoice.status, invoice.auto_advance], ['open', true])
})

test('an attempt that ended before the draft was told to wait is finished by the next', async () => {
  const { id: customer } = await createCustomer(world.account, 'pm_card_visa')
  const subscription = subscriptionOf(world, customer, chargedAutomatically)
  const call = keyed()
  world.account.emulator.fail({ method: 'POST', path: '/v1/invoices/', times: 1, reset: 'before-answer' })
  await assert.rejects(world.writes.createSubscription(subscription, call), { code: 'SYSTEM_UNAVAILABLE' })
  const again = await world.writes.createSubscription(subscription, call)
  await world.pass(2 * HOUR)
  const invoice = await world.stripe.invoices.retrieve(again.firstInvoice?.nativeId ?? '')
  assert.deepEqual(
    [again.effect, invoice.status, invoice.collection_method],
    ['FOUND', 'draft', 'charge_automatically'],
  )
})

test('one that begins later is a schedule until its day, and then a subscription of its contract', async () => {
  const startsAt = midnightIn(world, 3)
  const { customer, written } = await subscribe(undefined, { startsAt })
  assert.deepEqual([written.ref.objectType, written.firstInvoice], ['subscription_schedule', undefined])
  assert.equal((await world.stripe.subscriptions.list({ customer })).data.length, 0)
  await world.pass(3 * DAY)
  const [began] = (await world.stripe.subscriptions.list({ customer })).data
  assert.deepEqual(
    [began?.start_date, began?.metadata.salesforce_contract_id],
    [secondsOf(startsAt), '800000000000001'],
  )
  const [invoice] = (await world.stripe.invoices.list({ customer })).data
  assert.equal(invoice?.total, 80_000)
  // Its id goes on naming it.
  await world.writes.cancelSubscription(written.ref.nativeId, keyed())
  assert.equal((await world.stripe.subscriptions.retrieve(began?.id ?? '')).status, 'canceled')
})

test('one that begins later is cancelled before it has begun', async () => {
  const { customer, written } = await subscribe(undefined, { startsAt: midnightIn(world, 3) })
  assert.equal((await world.writes.cancelSubscription(written.ref.nativeId, keyed())).effect, 'UPDATED')
  assert.equal((await world.writes.cancelSubscription(written.ref.nativeId, keyed())).effect, 'FOUND')
  await world.pass(4 * DAY)
  assert.equal((await world.stripe.subscriptions.list({ customer, status: 'all' })).data.length, 0)
})

const renewalOf = (subscriptionNativeId: string, startsAt: Date) => ({
  subscriptionNativeId,
  items: [itemOf(world, { unitPrice: '110.00' })],
  startsAt,
  termMonths: 1,
  crmContractId: '800000000000002',
})

test('a renewal changes nothing before its term, and then price and contract', async () => {
  const { subscription, written } = await subscribe(undefined, { interval: 'WEEK', oneTimeItems: [] })
  const { nativeId } = written.ref
  const startsAt = new Date(subscription.startsAt.getTime() + 7 * DAY * 1000)
  await world.writes.scheduleRenewal({ ...renewalOf(nativeId, startsAt), termMonths: 1 }, keyed())
  const before = await world.stripe.subscriptions.retrieve(nativeId)
  assert.equal(before.items.data[0]?.price.unit_amount, 10_000)
  await assert.rejects(world.writes.scheduleRenewal(renewalOf(nativeId, startsAt), keyed()), {
    code: 'DUPLICATE_RECORD',
  })
  await world.pass(7 * DAY)
  const renewed = await world.stripe.subscriptions.retrieve(nativeId)
  assert.deepEqual(
    [renewed.items.data[0]?.price.unit_amount, renewed.metadata.salesforce_contract_id],
    [11_000, '800000000000002'],
  )
  const [latest] = (await world.stripe.invoices.list({ subscription: nativeId })).data
  assert.deepEqual([latest?.billing_reason, latest?.total], ['subscription_cycle', 33_000])
  await assert.rejects(world.writes.cancelRenewal(nativeId, keyed()), { code: 'REJECTED_BY_SYSTEM' })
})

test('a renewal that is taken back leaves the subscription as it is', async () => {
  const { subscription, written } = await subscribe(undefined, { interval: 'WEEK', oneTimeItems: [] })
  const { nativeId } = written.ref
  const startsAt = new Date(subscription.startsAt.getTime() + 7 * DAY * 1000)
  await world.writes.scheduleRenewal(renewalOf(nativeId, startsAt), keyed())
  assert.equal((await world.writes.cancelRenewal(nativeId, keyed())).effect, 'UPDATED')
  assert.equal((await world.writes.cancelRenewal(nativeId, keyed())).effect, 'FOUND')
  await world.pass(7 * DAY)
  const { items } = await world.stripe.subscriptions.retrieve(nativeId)
  assert.equal(items.data[0]?.price.unit_amount, 10_000)
  await world.writes.scheduleRenewal(renewalOf(nativeId, midnightIn(world, 30)), keyed())
})

test("a subscription's draft is voided, since Stripe does not delete it; a draft of its own is deleted", async () => {
  const { invoiceId } = await subscribe()
  const call = keyed()
  assert.equal((await world.writes.takeBackInvoice(invoiceId, 'wrong terms', call)).how, 'VOIDED')
  assert.equal((await world.writes.takeBackInvoice(invoiceId, 'wrong terms', call)).how, 'VOIDED')
  assert.equal((await world.writes.takeBackInvoice(invoiceId, 'again', keyed())).how, 'ALREADY_TAKEN_BACK')
  const voided = await world.stripe.invoices.retrieve(invoiceId)
  assert.deepEqual([voided.status, voided.metadata?.weft_reason], ['void', 'wrong terms'])
  const { id: customer } = await createCustomer(world.account)
  const { id } = await world.stripe.invoices.create({ customer, currency: 'usd' })
  assert.equal((await world.writes.takeBackInvoice(id, 'not wanted', keyed())).how, 'DELETED')
  assert.equal((await world.writes.takeBackInvoice(id, 'not wanted', keyed())).how, 'DELETED')
})

test('a paid invoice is credited and refunded; one that was paid elsewhere is credited alone', async () => {
  const { customer, invoiceId } = await subscribe('pm_card_visa', chargedAutomatically)
  await world.writes.finaliseInvoice(invoiceId, keyed())
  await world.writes.collectInvoice(invoiceId, keyed())
  const taken = await world.writes.takeBackInvoice(invoiceId, 'never delivered', keyed())
  assert.equal(taken.how, 'CREDITED_AND_REFUNDED')
  assert.ok(taken.counterDocument?.number)
  const [charge] = (await world.stripe.charges.list({ customer })).data
  assert.equal(charge?.amount_refunded, 80_000)
  const again = await world.writes.takeBackInvoice(invoiceId, 'never delivered', keyed())
  assert.equal(again.how, 'ALREADY_TAKEN_BACK')

  const { id } = await openInvoice(world.account, (await createCustomer(world.account)).id)
  await world.stripe.invoices.pay(id, { paid_out_of_band: true })
  const credited = await world.writes.takeBackInvoice(id, 'never delivered', keyed())
  assert.equal(credited.how, 'CREDITED')
})

test('an invoice that the customer had credit for gets the credit back', async () => {
  const { id: customer } = await createCustomer(world.account)
  await world.stripe.customers.createBalanceTransaction(customer, { amount: -30_000, currency: 'usd' })
  const { id } = await openInvoice(world.account, customer)
  assert.equal((await world.writes.takeBackInvoice(id, 'duplicate', keyed())).how, 'CREDITED')
  const { balance } = (await world.stripe.customers.retrieve(customer)) as { balance: number }
  assert.equal(balance, -30_000)
})

for (const [what, more, refusal] of [
  ['a share of a seat', { quantity: '1.5' }, { code: 'REJECTED_BY_SYSTEM' }],
  ['a product that is not there', { product: 'prod_nothing' }, { code: 'NOT_FOUND' }],
  ['a tenth of a fils', { currencyCode: 'KWD', unitPrice: '12.345' }, { code: 'INVALID_ARGUMENT' }],
] as const)
  test(`${what} is refused for good, and nothing is made`, async () => {
    const { id: customer } = await createCustomer(world.account)
    const { product = world.product, ...item } = more as { product?: string }
    const items = [{ ...itemOf(world, item), productNativeId: product }]
    const subscription = subscriptionOf(world, customer, { items, oneTimeItems: [] })
    await assert.rejects(world.writes.createSubscription(subscription, keyed()), refusal)
    assert.equal((await world.stripe.subscriptions.list({ customer, status: 'all' })).data.length, 0)
  })

test('a second currency of a customer is refused with its reason', async () => {
  const { customer } = await subscribe()
  const yen = { currencyCode: 'JPY', items: [itemOf(world, { currencyCode: 'JPY', unitPrice: '100' })] }
  const subscription = subscriptionOf(world, customer, { ...yen, oneTimeItems: [] })
  await assert.rejects(world.writes.createSubscription(subscription, keyed()), (error) => {
    assert.ok(isWeftError(error, 'REJECTED_BY_SYSTEM'))
    return error.facts.reason === 'CURRENCY_MISMATCH'
  })
})

test('collecting from who has no means to pay, or a draft, is refused for good', async () => {
  const { invoiceId } = await subscribe()
  await assert.rejects(world.writes.collectInvoice(invoiceId, keyed()), { code: 'REJECTED_BY_SYSTEM' })
  await world.writes.finaliseInvoice(invoiceId, keyed())
  await assert.rejects(world.writes.collectInvoice(invoiceId, keyed()), { code: 'REJECTED_BY_SYSTEM' })
})

test('what the key may not write is forbidden, for good', async () => {
  const { id } = await createCustomer(world.account)
  const body = { error: { type: 'invalid_request_error', message: 'The provided key lacks a permission.' } }
  world.account.emulator.fail({ method: 'POST', path: '/v1/customers/', times: 1, status: 403, body })
  await assert.rejects(world.writes.updateCustomer({ nativeId: id, name: 'New' }, keyed()), {
    code: 'FORBIDDEN',
  })
})

test('a key that is used for something else is refused for good; one that is in use may be asked again', async () => {
  const { id } = await createCustomer(world.account)
  const call = keyed()
  await world.stripe.customers.create({ name: 'Other' }, { idempotencyKey: `${call.idempotencyKey}:change` })
  await assert.rejects(world.writes.updateCustomer({ nativeId: id, name: 'New' }, call), {
    code: 'REJECTED_BY_SYSTEM',
  })
  const busy = keyed()
  await world.account.control('executions', { path: '/v1/customers', delayMs: 300 })
  const both = await Promise.allSettled(
    [1, 2].map(() => world.writes.updateCustomer({ nativeId: id, name: 'Newer' }, busy)),
  )
  const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  assert.equal(refused.length, 1)
  assert.deepEqual([refused[0].code, refused[0].retryable], ['RATE_LIMITED', true])
  assert.equal((await world.writes.updateCustomer({ nativeId: id, name: 'Newer' }, busy)).effect, 'FOUND')
})
