import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import type { Answer } from '#shared/answer.ts'
import { systemClock } from '#shared/clock.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import { isUnreadable, type Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { readable } from '../../../../test/support/readable.ts'
import { toOutage, toWeftError } from './errors.ts'
import published from './fixtures/openapi-fixtures3.json' with { type: 'json' }
import { createStripeProvider } from './index.ts'
import { concernsAll } from './limits.ts'
import {
  nativeCustomer,
  nativeInvoice,
  nativePaymentIntent,
  nativePrice,
  nativeSubscription,
} from './native.ts'
import { readNativeFields } from './native-fields.ts'
import { nativeStatusesOf } from './reads/invoices.ts'
import { scanList } from './reads/list.ts'
import { anyOf, listForMany } from './reads/search.ts'
import { toCanonicalCustomer } from './to-canonical/customer.ts'
import { isOverdue, toCanonicalInvoice, toCanonicalInvoiceStatus } from './to-canonical/invoice.ts'
import {
  isTried,
  toCanonicalMethod,
  toCanonicalPayment,
  toCanonicalPaymentStatus,
} from './to-canonical/payment.ts'
import { toCanonicalInterval, toCanonicalPrice, toCanonicalTaxBehavior } from './to-canonical/price.ts'
import { type Mapping, parseNative } from './to-canonical/record.ts'
import { toCanonicalSubscriptionStatus, toMrr } from './to-canonical/subscription.ts'

const connection: Connection = {
  id: 'billing',
  name: 'Billing',
  vendor: 'stripe',
  domain: 'BILLING',
  environment: 'SANDBOX',
  baseUrl: 'https://api.stripe.com',
  credentials: { apiKey: 'rk_test_nothing' },
  fields: {},
  timeoutMs: 1000,
}
const mapping: Mapping = {
  connectionId: connection.id,
  fields: readNativeFields(connection),
  readAt: new Date('2026-11-24T12:00:00Z'),
}
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

test('a connection without a key is refused before any call', () => {
  assert.throws(
    () =>
      createStripeProvider({ ...connection, credentials: {} }, { logger: silentLogger, clock: systemClock }),
    { code: 'INVALID_CONNECTION' },
  )
})

for (const [filter, expected] of [
  [{ statuses: undefined, overdueAt: undefined }, [undefined]],
  [{ statuses: ['OPEN', 'PARTIALLY_PAID'], overdueAt: undefined }, ['open']],
  [{ statuses: ['PAID', 'VOID'], overdueAt: undefined }, ['paid', 'void']],
  [{ statuses: ['UNKNOWN'], overdueAt: undefined }, [undefined]],
  [{ statuses: undefined, overdueAt: new Date(0) }, ['open', 'uncollectible']],
  [{ statuses: ['PAID'], overdueAt: new Date(0) }, []],
] as const) {
  test(`invoices with ${JSON.stringify(filter)} are listed as ${expected.join(' and ') || 'they are'}`, () => {
    assert.deepEqual(nativeStatusesOf(filter), expected)
  })
}

test('values in a search query cannot end their quotes', () => {
  assert.equal(anyOf('customer', ["a'b", 'c\\']), "customer:'a\\'b' OR customer:'c\\\\'")
})

// Lists and searches.

const native = (id: string, customer: string, day: number) => ({ id, customer, created: day * 86_400 })

/** Answers the native record; refuses those that are named so. */
const toItem = (value: unknown) => {
  const item = value as ReturnType<typeof native>
  if (item.id.startsWith('bad')) throw new WeftError('INVALID_RESPONSE', 'a record is not as published')
  return item
}

const idsOf = (page: Answer<Page<Listed<{ id: string }>>>): unknown =>
  page !== undefined &&
  !isWeftError(page) &&
  page.items.map((item) => (isUnreadable(item) ? item.failure.facts.externalId : item.id))

test('who is crowded out of a full search answer is asked for alone, the others are not', async () => {
  const listed: string[] = []
  const requests = ['a', 'b', 'c'].map((owner) => ({ owner, first: 2, after: undefined }))
  const busy = Array.from({ length: 3 }, (_, day) => native(`a${day}`, 'a', day))
  const answers = await listForMany(requests, {
    connectionId: 'billing-stripe',
    field: 'customer',
    ownerOf: ({ owner }) => owner,
    listOne: async ({ owner }) => {
      listed.push(owner)
      return { items: [native(`${owner}-listed`, owner, 1)], hasNextPage: false }
    },
    search: async () => ({ data: [...busy, native('b0', 'b', 9)], has_more: true }),
    toItem,
    isWanted: () => true,
  })
  assert.deepEqual(answers.map(idsOf), [['a2', 'a1'], ['b-listed'], ['c-listed']])
  assert.deepEqual(listed, ['b', 'c'])
})

test('who is crowded out is searched for again without the busy neighbour, while that brings somebody further', async () => {
  const searched: string[] = []
  const requests = ['a', 'b', 'c', 'd'].map((owner) => ({ owner, first: 2, after: undefined }))
  const busy = Array.from({ length: 3 }, (_, day) => native(`a${day}`, 'a', day))
  const answers = await listForMany(requests, {
    connectionId: 'billing-stripe',
    field: 'customer',
    ownerOf: ({ owner }) => owner,
    listOne: () => assert.fail('the second search told everything'),
    search: async (query) => {
      searched.push(query)
      return query.includes("'a'")
        ? { data: busy, has_more: true }
        : { data: [native('b1', 'b', 1), native('d1', 'd', 1)], has_more: false }
    },
    toItem,
    isWanted: () => true,
  })
  assert.deepEqual(answers.map(idsOf), [['a2', 'a1'], ['b1'], [], ['d1']])
  assert.deepEqual(searched, [anyOf('customer', ['a', 'b', 'c', 'd']), anyOf('customer', ['b', 'c', 'd'])])
})

test('a record that a search tells unreadably keeps its place in its own list, and nobody is asked again', async () => {
  const requests = ['a', 'b', 'c'].map((owner) => ({ owner, first: 3, after: undefined }))
  const answers = await listForMany(requests, {
    connectionId: 'billing-stripe',
    field: 'customer',
    ownerOf: ({ owner }) => owner,
    listOne: () => assert.fail('the search told everything'),
    search: async () => ({
      data: [native('a1', 'a', 1), native('bad2', 'a', 2), native('a3', 'a', 3), native('b1', 'b', 1)],
      has_more: false,
    }),
    toItem,
    isWanted: () => true,
  })
  assert.deepEqual(answers.map(idsOf), [['a3', 'bad2', 'a1'], ['b1'], []])
})

test('where a search tells unreadably whose a record is, everybody is asked alone', async () => {
  const requests = ['a', 'b', 'c'].map((owner) => ({ owner, first: 3, after: undefined }))
  const answers = await listForMany(requests, {
    connectionId: 'billing-stripe',
    field: 'customer',
    ownerOf: ({ owner }) => owner,
    listOne: async ({ owner }) => ({ items: [native(`${owner}-listed`, owner, 1)], hasNextPage: false }),
    search: async () => ({ data: [native('a1', 'a', 1), { id: 'x', customer: 7 }], has_more: false }),
    toItem,
    isWanted: () => true,
  })
  assert.deepEqual(answers.map(idsOf), [['a-listed'], ['b-listed'], ['c-listed']])
})

test('an account that cannot search is listed one by one', async () => {
  const requests = ['a', 'b', 'c'].map((owner) => ({ owner, first: 2, after: undefined }))
  const answers = await listForMany(requests, {
    connectionId: 'billing-stripe',
    field: 'customer',
    ownerOf: ({ owner }) => owner,
    listOne: async ({ owner }) => ({ items: [native(owner, owner, 1)], hasNextPage: false }),
    search: () => Promise.reject(new WeftError('REJECTED_BY_SYSTEM', 'no search in this region')),
    toItem: (): ReturnType<typeof native> => assert.fail('nothing was found'),
    isWanted: () => true,
  })
  assert.deepEqual(answers.map(idsOf), [['a'], ['b'], ['c']])
})

test('a filtered list is read on until the page is full, an unfiltered one once', async () => {
  const rows = Array.from({ length: 250 }, (_, index) => ({ id: String(index) }))
  const asked: { limit: number; starting_after?: string }[] = []
  const scan = (filtered: boolean, first: number) =>
    scanList({
      connectionId: 'billing-stripe',
      first,
      after: undefined,
      filtered,
      list: async (params) => {
        asked.push(params)
        const start = params.starting_after === undefined ? 0 : Number(params.starting_after) + 1
        return { data: rows.slice(start, start + params.limit), has_more: start + params.limit < rows.length }
      },
      toItem: (native) => {
        const { id } = native as { id: string }
        return !filtered || Number(id) % 100 === 99 ? id : undefined
      },
    })
  assert.deepEqual(await scan(false, 3), { items: ['0', '1', '2'], hasNextPage: true })
  assert.deepEqual(asked.splice(0), [{ limit: 3 }])
  assert.deepEqual(await scan(true, 1), { items: ['99'], hasNextPage: true })
  assert.deepEqual(asked.splice(0), [
    { limit: 12 },
    { limit: 100, starting_after: '11' },
    { limit: 100, starting_after: '111' },
  ])
})

// Errors: what the official client throws, made by its own generator.

const thrown = (statusCode: number, error: object) =>
  Stripe.errors.generateV1Error({
    message: 'm',
    headers: {},
    requestId: 'req_1',
    ...error,
    statusCode,
  } as Parameters<typeof Stripe.errors.generateV1Error>[0])
for (const [title, error, code] of [
  ['401', thrown(401, { type: 'invalid_request_error' }), 'AUTH_FAILED'],
  ['403', thrown(403, { type: 'invalid_request_error' }), 'AUTH_FAILED'],
  ['404', thrown(404, { type: 'invalid_request_error', code: 'resource_missing', param: 'id' }), 'NOT_FOUND'],
  [
    'a missing cursor',
    thrown(400, { type: 'invalid_request_error', code: 'resource_missing', param: 'starting_after' }),
    'INVALID_CURSOR',
  ],
  [
    'another 400',
    thrown(400, { type: 'invalid_request_error', code: 'parameter_unknown' }),
    'REJECTED_BY_SYSTEM',
  ],
  ['402', thrown(402, { type: 'card_error' }), 'REJECTED_BY_SYSTEM'],
  [
    'our own deadline',
    new Stripe.errors.StripeConnectionError({
      message: 'm',
      detail: new WeftError('TIMEOUT', 'late'),
    } as unknown as ConstructorParameters<typeof Stripe.errors.StripeConnectionError>[0]),
    'TIMEOUT',
  ],
  ['an error of no kind of theirs', new TypeError('x'), 'INVALID_RESPONSE'],
] as const) {
  test(`${title} is ${code}`, () => {
    const translated = toWeftError(error, 'billing')
    assert.equal(translated.code, code)
    assert.doesNotMatch(translated.message, /\bm\b/)
  })
}

// What concerns the account or the system is told apart before the official client reads the answer.

const busy = (reason?: string, code?: string) => ({
  response: { status: 429, headers: reason ? { 'stripe-rate-limited-reason': reason } : {}, text: '' },
  body: { error: { type: 'invalid_request_error', ...(code ? { code } : {}) } },
})
for (const [title, { response, body }, code, isOfAccount] of [
  ['429 global-rate', busy('global-rate'), 'RATE_LIMITED', true],
  ['429 global-concurrency', busy('global-concurrency', 'rate_limit'), 'RATE_LIMITED', true],
  ['429 without a reason', busy(), 'RATE_LIMITED', true],
  ['429 endpoint-rate', busy('endpoint-rate', 'rate_limit'), 'RATE_LIMITED', false],
  ['429 endpoint-concurrency', busy('endpoint-concurrency'), 'RATE_LIMITED', false],
  ['429 resource-specific', busy('resource-specific'), 'RATE_LIMITED', false],
  ['429 lock_timeout', busy(undefined, 'lock_timeout'), 'RATE_LIMITED', false],
  [
    '400 rate_limit',
    { response: { status: 400, headers: {}, text: '' }, body: { error: { code: 'rate_limit' } } },
    'RATE_LIMITED',
    true,
  ],
  ['500', { response: { status: 500, headers: {}, text: '' }, body: {} }, 'SYSTEM_UNAVAILABLE', true],
] as const) {
  test(`${title} is ${code} for ${isOfAccount ? 'every call' : 'what was asked only'}`, () => {
    const outage = toOutage(response, body, 'billing')
    assert.ok(isWeftError(outage, code))
    assert.equal(concernsAll(outage), isOfAccount)
  })
}

test('an answer about the request is left to the official client', () => {
  for (const status of [200, 400, 401, 402, 403, 404])
    assert.equal(toOutage({ status, headers: {}, text: '' }, { error: { code: 'x' } }, 'billing'), undefined)
})
