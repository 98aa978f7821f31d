import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WeftError } from '#shared/errors.ts'
import { readable } from '../../../../../test/support/readable.ts'
import published from '../fixtures/openapi-fixtures3.json' with { type: 'json' }
import {
  nativeCustomer,
  nativeInvoice,
  nativePaymentIntent,
  nativePrice,
  nativeSubscription,
} from '../native.ts'
import { readNativeFields } from '../native-fields.ts'
import { toCanonicalCustomer } from './customer.ts'
import { isOverdue, toCanonicalInvoice, toCanonicalInvoiceStatus } from './invoice.ts'
import { isTried, toCanonicalMethod, toCanonicalPayment, toCanonicalPaymentStatus } from './payment.ts'
import { toCanonicalInterval, toCanonicalPrice, toCanonicalTaxBehavior } from './price.ts'
import { parseNative } from './record.ts'
import { toCanonicalSubscriptionStatus, toMrr } from './subscription.ts'
import { connection, mapping } from '../mapping.test-support.ts'

const { resources } = published

// What Stripe publishes can be read.

test('the published customer reads without what it does not have', () => {
  const customer = toCanonicalCustomer(parseNative(nativeCustomer, resources.customer, mapping), mapping)
  const { source: _source, fieldSources: _sources, ...facts } = customer
  assert.deepEqual(facts, {
    billingEmail: undefined,
    legalName: undefined,
    taxIdentifiers: [],
    billingAddress: undefined,
    customFields: [],
  })
})

test('the published invoice reads as the draft of ten dollars that it is', () => {
  const invoice = toCanonicalInvoice(parseNative(nativeInvoice, resources.invoice, mapping), mapping)
  assert.equal(invoice.status, 'DRAFT')
  assert.equal(invoice.number, undefined)
  assert.deepEqual(invoice.total, { minorUnits: 1000n, currencyCode: 'USD' })
  assert.deepEqual(invoice.taxTotal, { minorUnits: 0n, currencyCode: 'USD' })
  assert.equal(invoice.dueDate, '2009-02-13')
  assert.equal(readable(invoice.lines).items[0]?.description, 'My First Invoice Item (created for API docs)')
  assert.equal(readable(invoice.lines).items[0]?.proration, true)
})

test('the published payment intent reads as a payment that failed without a reason', () => {
  const intent = parseNative(nativePaymentIntent, resources.payment_intent, mapping)
  const payment = toCanonicalPayment(intent, mapping)
  assert.deepEqual(
    [payment.status, payment.method, payment.amount.minorUnits, payment.failureCode, payment.fee],
    ['FAILED', 'CARD', 1099n, undefined, undefined],
  )
})

test('the published price reads as twenty dollars a month', () => {
  const price = toCanonicalPrice(parseNative(nativePrice, resources.price, mapping), mapping)
  assert.deepEqual(
    [price.unitAmount, price.interval, price.intervalCount, price.taxBehavior],
    [{ minorUnits: 2000n, currencyCode: 'USD' }, 'MONTH', 1, 'UNSPECIFIED'],
  )
})

test('a record that is not as published is INVALID_RESPONSE and says where, not what', () => {
  const broken = { ...resources.customer, email: { secret: 'value' } }
  assert.throws(
    () => parseNative(nativeCustomer, broken, mapping),
    (error: WeftError) => error.code === 'INVALID_RESPONSE' && /at email$/.test(error.message),
  )
})

// Values, one row each.

const calm = { pause_collection: null, cancel_at: null, cancel_at_period_end: false }
for (const [facts, expected] of [
  [{ status: 'active' }, 'ACTIVE'],
  [{ status: 'active', cancel_at_period_end: true }, 'NON_RENEWING'],
  [{ status: 'active', cancel_at: 1_800_000_000 }, 'NON_RENEWING'],
  [{ status: 'active', pause_collection: {} }, 'PAUSED'],
  [{ status: 'trialing' }, 'TRIALING'],
  [{ status: 'past_due' }, 'PAST_DUE'],
  [{ status: 'unpaid' }, 'PAST_DUE'],
  [{ status: 'paused' }, 'PAUSED'],
  [{ status: 'incomplete' }, 'INCOMPLETE'],
  [{ status: 'incomplete_expired' }, 'CANCELLED'],
  [{ status: 'canceled' }, 'CANCELLED'],
  [{ status: 'something_new' }, 'UNKNOWN'],
] as const) {
  test(`a subscription with ${JSON.stringify(facts)} is ${expected}`, () => {
    assert.equal(toCanonicalSubscriptionStatus({ ...calm, ...facts }), expected)
  })
}

for (const [status, amount_paid, amount_remaining, expected] of [
  ['draft', 0, 10, 'DRAFT'],
  ['open', 0, 10, 'OPEN'],
  ['open', 4, 6, 'PARTIALLY_PAID'],
  ['paid', 10, 0, 'PAID'],
  ['void', 0, 10, 'VOID'],
  ['uncollectible', 0, 10, 'UNCOLLECTIBLE'],
  ['something_new', 0, 10, 'UNKNOWN'],
] as const) {
  test(`an invoice that is ${status} with ${amount_paid} paid of ten is ${expected}`, () => {
    assert.equal(toCanonicalInvoiceStatus({ status, amount_paid, amount_remaining }), expected)
  })
}

const charge = { id: 'ch_1', created: 1, paid: true, refunded: false, amount_refunded: 0, disputed: false }
const untouched = { last_payment_error: null, latest_charge: null }
for (const [facts, expected] of [
  [{ status: 'requires_payment_method' }, 'PENDING'],
  [{ status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } }, 'FAILED'],
  [{ status: 'requires_confirmation' }, 'PENDING'],
  [{ status: 'requires_action' }, 'REQUIRES_ACTION'],
  [{ status: 'processing' }, 'PENDING'],
  [{ status: 'requires_capture', latest_charge: charge }, 'PENDING'],
  [{ status: 'canceled' }, 'CANCELLED'],
  [{ status: 'succeeded', latest_charge: charge }, 'SUCCEEDED'],
  [{ status: 'succeeded', latest_charge: { ...charge, amount_refunded: 5 } }, 'PARTIALLY_REFUNDED'],
  [{ status: 'succeeded', latest_charge: { ...charge, amount_refunded: 9, refunded: true } }, 'REFUNDED'],
  [{ status: 'succeeded', latest_charge: { ...charge, disputed: true } }, 'DISPUTED'],
  [{ status: 'something_new' }, 'UNKNOWN'],
] as const) {
  test(`a payment intent with ${JSON.stringify(facts)} is ${expected}`, () => {
    assert.equal(toCanonicalPaymentStatus({ ...untouched, ...facts }), expected)
  })
}

for (const [types, used, expected] of [
  [['card'], undefined, 'CARD'],
  [['card', 'sepa_debit'], 'sepa_debit', 'DIRECT_DEBIT'],
  [['card', 'sepa_debit'], undefined, 'UNKNOWN'],
  [['customer_balance'], undefined, 'BANK_TRANSFER'],
  [['paypal'], undefined, 'WALLET'],
  [['klarna'], undefined, 'OTHER'],
  [['something_new'], undefined, 'UNKNOWN'],
] as const) {
  test(`of ${types.join(' or ')}, ${used ?? 'not said which'}, the method is ${expected}`, () => {
    const latest_charge = used === undefined ? null : { ...charge, payment_method_details: { type: used } }
    const facts = { payment_method_types: [...types], latest_charge, last_payment_error: null }
    assert.equal(toCanonicalMethod(facts), expected)
  })
}

for (const [interval, expected] of [
  ['day', 'DAY'],
  ['week', 'WEEK'],
  ['month', 'MONTH'],
  ['year', 'YEAR'],
  ['decade', 'UNKNOWN'],
] as const) {
  test(`a price per ${interval} is per ${expected}`, () =>
    assert.equal(toCanonicalInterval(interval), expected))
}

for (const [behavior, expected] of [
  ['inclusive', 'INCLUSIVE'],
  ['exclusive', 'EXCLUSIVE'],
  ['unspecified', 'UNSPECIFIED'],
  [null, 'UNSPECIFIED'],
  ['something_new', 'UNKNOWN'],
] as const) {
  test(`a price whose tax is ${behavior} is ${expected}`, () =>
    assert.equal(toCanonicalTaxBehavior(behavior), expected))
}

const priced = (recurring: object, unit_amount: number | null = 1200, quantity = 1) => {
  const price = { ...resources.price, unit_amount, unit_amount_decimal: null, recurring }
  const item = { ...resources.subscription_item, price, quantity }
  const items = { ...resources.subscription.items, data: [item] }
  return parseNative(nativeSubscription, { ...resources.subscription, items }, mapping)
}
for (const [title, subscription, expected] of [
  [
    '3 × 12.00 a month',
    priced({ interval: 'month', interval_count: 1, usage_type: 'licensed' }, 1200, 3),
    3600n,
  ],
  ['12.00 a quarter', priced({ interval: 'month', interval_count: 3, usage_type: 'licensed' }), 400n],
  ['10.00 a year', priced({ interval: 'year', interval_count: 1, usage_type: 'licensed' }, 1000), 83n],
  ['12.00 a week', priced({ interval: 'week', interval_count: 1, usage_type: 'licensed' }), 5200n],
  ['12.00 a day', priced({ interval: 'day', interval_count: 1, usage_type: 'licensed' }), 36_500n],
  ['what is used', priced({ interval: 'month', interval_count: 1, usage_type: 'metered' }), undefined],
  ['tiers', priced({ interval: 'month', interval_count: 1, usage_type: 'licensed' }, null), undefined],
] as const) {
  test(`the monthly revenue of ${title} is ${expected ?? 'not known'}`, () => {
    assert.equal(toMrr(subscription)?.minorUnits, expected)
  })
}

// Rules that no table shows.

const invoiceWith = (facts: object) =>
  toCanonicalInvoice(parseNative(nativeInvoice, { ...resources.invoice, ...facts }, mapping), mapping)

test('an invoice that Stripe charges itself is due on the day of issue', () => {
  const issued = Date.parse('2026-11-01T10:00:00Z') / 1000
  const facts = { status: 'open', due_date: null, effective_at: issued }
  const charged = invoiceWith({ ...facts, collection_method: 'charge_automatically' })
  assert.equal(charged.dueDate, '2026-11-01')
  assert.equal(isOverdue(charged, new Date('2026-11-01T23:00:00Z')), false)
  assert.equal(isOverdue(charged, new Date('2026-11-02T00:00:00Z')), true)
  assert.equal(invoiceWith({ ...facts, collection_method: 'send_invoice' }).dueDate, undefined)
})

test('nothing is owed on a void invoice', () => {
  assert.equal(invoiceWith({ status: 'void' }).amountDue.minorUnits, 0n)
})

test("an invoice names the contract itself, or by its subscription's metadata", () => {
  const subscription_details = { subscription: 'sub_1', metadata: { salesforce_contract_id: '800b' } }
  const parent = { type: 'subscription_details', quote_details: null, subscription_details }
  assert.equal(invoiceWith({ parent }).contract?.nativeId, '800b')
  const own = invoiceWith({ parent, metadata: { salesforce_contract_id: '800a' } })
  assert.deepEqual(own.contract, { domain: 'CRM', objectType: 'Contract', nativeId: '800a' })
})

test('an intent that waits for its first try is no payment', () => {
  const waiting = { ...resources.payment_intent, last_payment_error: null }
  assert.equal(isTried(parseNative(nativePaymentIntent, waiting, mapping)), false)
  assert.equal(isTried(parseNative(nativePaymentIntent, resources.payment_intent, mapping)), true)
})

test('metadata keys and custom fields are the connection’s to name, and anything else is refused', () => {
  const fields = { crmAccountId: 'sfdc', 'custom.region': 'sales_region' }
  const named = { ...mapping, fields: readNativeFields({ ...connection, fields }) }
  const metadata = { sales_region: 'north' }
  const native = parseNative(nativeCustomer, { ...resources.customer, metadata }, named)
  assert.deepEqual(toCanonicalCustomer(native, named).customFields, [
    { key: 'region', type: 'string', value: 'north', sourceField: 'metadata.sales_region' },
  ])
  for (const wrong of [{ crmAccountId: "x'] OR email~'a" }, { nonsense: 'x' }]) {
    assert.throws(() => readNativeFields({ ...connection, fields: wrong }), { code: 'INVALID_CONNECTION' })
  }
})
