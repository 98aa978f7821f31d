import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { Stripe } from 'stripe'
import { stripeId } from '#demo-world/native-ids.ts'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { createStripeEmulator } from './index.ts'
import { assertPublished } from './published-types.ts'

let emulator: Emulator
let stripe: Stripe

before(async () => {
  emulator = await startEmulator(createStripeEmulator())
  stripe = clientOf(emulator, emulator.credentials.apiKey)
})
after(() => emulator.close())

/** The official client as its users configure it, with nothing of ours. */
function clientOf({ baseUrl }: Emulator, apiKey = ''): Stripe {
  const { hostname, port } = new URL(baseUrl)
  return new Stripe(apiKey, {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
  })
}

async function get(path: string, headers: Record<string, string> = authorization()) {
  const response = await fetch(emulator.baseUrl + path, { headers })
  return { status: response.status, headers: response.headers, body: (await response.json()) as AnyBody }
}
type AnyBody = { error: Record<string, string>; data: { id: string }[]; has_more: boolean }
const authorization = () => ({ authorization: `Bearer ${emulator.credentials.apiKey}` })

const acme = stripeId('cus', 'acme')

const published = JSON.parse(
  readFileSync(new URL('../fixtures/openapi-fixtures3.json', import.meta.url), 'utf8'),
) as { resources: Record<string, Record<string, unknown>> }

/** Fields of the published fixtures that this API version no longer has, or has only where they are expanded. */
const NOT_ANSWERED: Readonly<Record<string, readonly string[]>> = {
  invoice: ['subscription'],
  payment_intent: ['transfer_data', 'amount_details'],
  charge: ['refunds'],
  refund: ['destination_details'],
}

const SHAPES: { name: string; resource: string; type: string; read: () => Promise<object | undefined> }[] = [
  { name: 'customer', resource: 'Customers', type: 'Customer', read: () => stripe.customers.retrieve(acme) },
  { name: 'product', resource: 'Products', type: 'Product', read: () => first(stripe.products.list()) },
  { name: 'price', resource: 'Prices', type: 'Price', read: () => first(stripe.prices.list()) },
  {
    name: 'subscription',
    resource: 'Subscriptions',
    type: 'Subscription',
    read: () => first(stripe.subscriptions.list()),
  },
  {
    name: 'subscription_item',
    resource: 'SubscriptionItems',
    type: 'SubscriptionItem',
    read: () => first(stripe.subscriptionItems.list({ subscription: stripeId('sub', 'acme-s1') })),
  },
  { name: 'invoice', resource: 'Invoices', type: 'Invoice', read: () => first(stripe.invoices.list()) },
  {
    name: 'line_item',
    resource: 'InvoiceLineItems',
    type: 'InvoiceLineItem',
    read: () => first(stripe.invoices.listLineItems(stripeId('in', 'acme-i1'))),
  },
  {
    name: 'invoice_payment',
    resource: 'InvoicePayments',
    type: 'InvoicePayment',
    read: () => first(stripe.invoicePayments.list()),
  },
  {
    name: 'payment_intent',
    resource: 'PaymentIntents',
    type: 'PaymentIntent',
    read: () => stripe.paymentIntents.retrieve(stripeId('pi', 'globex-i2-p1')),
  },
  { name: 'charge', resource: 'Charges', type: 'Charge', read: () => first(stripe.charges.list()) },
  {
    name: 'balance_transaction',
    resource: 'BalanceTransactions',
    type: 'BalanceTransaction',
    read: () => first(stripe.balanceTransactions.list()),
  },
  {
    name: 'entitlements.feature',
    resource: 'Entitlements/Features',
    type: 'Feature',
    read: () => first(stripe.entitlements.features.list()),
  },
  {
    name: 'entitlements.active_entitlement',
    resource: 'Entitlements/ActiveEntitlements',
    type: 'ActiveEntitlement',
    read: () => first(stripe.entitlements.activeEntitlements.list({ customer: acme })),
  },
  {
    name: 'product_feature',
    resource: 'ProductFeatures',
    type: 'ProductFeature',
    read: () => first(stripe.products.listFeatures(stripeId('prod', 'platform'))),
  },
  {
    name: 'tax_id',
    resource: 'TaxIds',
    type: 'TaxId',
    read: () => first(stripe.customers.listTaxIds(acme)),
  },
]

async function first(list: PromiseLike<{ data: object[] }>): Promise<object | undefined> {
  return (await list).data[0]
}

for (const { name, resource, type, read } of SHAPES) {
  test(`a ${name} has the fields of the published type, null only where that allows it`, async () => {
    const answer = (await read()) ?? {}
    assertPublished(answer, resource, type)
  })

  test(`a ${name} has the fields of the published fixture`, async () => {
    const answer = (await read()) as Record<string, unknown>
    const expected = Object.keys(published.resources[name] ?? {})
    assert.deepEqual(
      expected.filter((property) => !(property in answer) && !NOT_ANSWERED[name]?.includes(property)),
      [],
    )
  })
}

test('the official client reads typed records, decimals and expansions', async () => {
  const invoice: Stripe.Invoice = await stripe.invoices.retrieve(stripeId('in', 'acme-i1'), {
    expand: ['customer', 'payments.data.payment.payment_intent'],
  })
  const [line] = invoice.lines.data
  const payment = invoice.payments?.data[0]?.payment.payment_intent
  assert.deepEqual(
    {
      customer: typeof invoice.customer === 'string' ? undefined : invoice.customer?.id,
      unit: line?.pricing?.unit_amount_decimal?.toString(),
      payment: typeof payment === 'object' ? payment.status : payment,
    },
    { customer: acme, unit: '120000', payment: 'succeeded' } satisfies {
      customer: string
      unit: string
      payment: Stripe.PaymentIntent.Status
    },
  )
})

test('pages follow one another by cursor until there is no more, in both directions', async () => {
  const all = await stripe.invoices.list({ limit: 100 }).autoPagingToArray({ limit: 1000 })
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length)
  assert.deepEqual(
    all.map(({ created }) => created),
    all.map(({ created }) => created).toSorted((one, other) => other - one),
  )
  const third = await stripe.invoices.list({ limit: 2, starting_after: all[1]?.id ?? '' })
  assert.deepEqual(
    third.data.map(({ id }) => id),
    all.slice(2, 4).map(({ id }) => id),
  )
  const back = await stripe.invoices.list({ limit: 2, ending_before: all[3]?.id ?? '' })
  assert.deepEqual(
    back.data.map(({ id }) => id),
    all.slice(1, 3).map(({ id }) => id),
  )
})

test('a list answers ten records unless it is asked for more', async () => {
  const list = await stripe.customers.list()
  assert.deepEqual(
    [list.object, list.url, list.data.length, list.has_more],
    ['list', '/v1/customers', 10, true],
  )
})

test('lists filter by customer, status and range', async () => {
  const open = await stripe.invoices.list({ customer: acme, status: 'open' })
  assert.deepEqual(
    open.data.map(({ number }) => number),
    ['ACME-0007'],
  )
  const [newest, second] = (await stripe.invoices.list({ customer: acme })).data
  const older = await stripe.invoices.list({ customer: acme, created: { lt: newest?.created ?? 0 } })
  assert.equal(older.data[0]?.id, second?.id)
})

test('cancelled subscriptions are listed only when they are asked for', async () => {
  const customer = stripeId('cus', 'soylent')
  assert.equal((await stripe.subscriptions.list({ customer })).data.length, 0)
  const all = await stripe.subscriptions.list({ customer, status: 'all' })
  assert.deepEqual(
    all.data.map(({ status }) => status),
    ['canceled'],
  )
  const expanded = (await stripe.customers.retrieve(customer, {
    expand: ['subscriptions'],
  })) as Stripe.Customer
  assert.deepEqual(expanded.subscriptions?.data, [])
})

test('what is not expanded is an id or absent, what is expanded is there', async () => {
  const bare = (await stripe.customers.retrieve(acme)) as Stripe.Customer
  assert.equal(bare.tax_ids, undefined)
  const list = await stripe.paymentIntents.list({
    customer: stripeId('cus', 'acme'),
    limit: 1,
    expand: ['data.latest_charge.balance_transaction', 'data.latest_charge.refunds'],
  })
  const charge = list.data[0]?.latest_charge
  assert.ok(charge && typeof charge === 'object')
  assert.equal(typeof charge.balance_transaction, 'object')
  assert.equal(charge.refunds?.object, 'list')
})

for (const [path, message] of [
  ['data.latest_charge.payment_intent.latest_charge.customer', /more than 4 levels/],
  ['data.amount', /cannot be expanded/],
] as const) {
  test(`expanding ${path} is refused`, async () => {
    await assert.rejects(stripe.paymentIntents.list({ customer: acme, expand: [path] }), {
      type: 'StripeInvalidRequestError',
      message,
    })
  })
}

test('products are listed by ids and prices by lookup keys', async () => {
  const ids = [stripeId('prod', 'platform'), stripeId('prod', 'analytics')]
  const products = await stripe.products.list({ ids })
  assert.deepEqual(products.data.map(({ id }) => id).toSorted(), ids.toSorted())
  const prices = await stripe.prices.list({ lookup_keys: ['platform-isk', 'platform-kwd'] })
  assert.deepEqual(prices.data.map(({ currency, unit_amount }) => [currency, unit_amount]).toSorted(), [
    ['isk', 16_500_000],
    ['kwd', 370_500],
  ])
})

test('a search joins ten clauses by OR and continues by page', async () => {
  const keys = ['acme', 'globex', 'umbrella', 'hooli', 'stark', 'wayne']
  const query = keys.map((key) => `customer:'${stripeId('cus', key)}'`).join(' OR ')
  const found = await stripe.invoices.search({ query, limit: 3 }).autoPagingToArray({ limit: 100 })
  const listed = await Promise.all(
    keys.map((key) => stripe.invoices.list({ customer: stripeId('cus', key), limit: 100 })),
  )
  assert.deepEqual(
    found.map(({ id }) => id).toSorted(),
    listed.flatMap(({ data }) => data.map(({ id }) => id)).toSorted(),
  )
})

test('a search knows metadata, negation, comparison and substrings', async () => {
  const ids = async (query: string) =>
    (await stripe.invoices.search({ query })).data.map(({ number }) => number)
  assert.deepEqual(await ids(`customer:'${acme}' AND -status:'paid'`), ['ACME-0007'])
  assert.deepEqual(await ids(`customer:"${acme}" total<1000000`), ['ACME-0007'])
  assert.deepEqual((await ids(`number~"acme-000" status:'open'`)).length, 1)
  const { metadata } = (await stripe.customers.retrieve(acme)) as Stripe.Customer
  const byMetadata = await stripe.customers.search({
    query: `metadata['salesforce_account_id']:'${metadata.salesforce_account_id}'`,
  })
  assert.deepEqual(
    byMetadata.data.map(({ id }) => id),
    [acme],
  )
})

for (const [resource, query, message] of [
  ['subscriptions', "customer:'cus_1'", /unsupported search field for resource `subscriptions`/],
  ['customers', "id:'cus_1'", /unsupported search field/],
  ['invoices', "status:'open' AND status:'paid' OR status:'void'", /cannot be combined/],
  ['invoices', Array.from({ length: 11 }, () => "status:'open'").join(' OR '), /at most 10 clauses/],
  ['invoices', "(status:'open')", /unable to parse/],
] as const) {
  test(`searching ${resource} for ${query.slice(0, 40)} is refused`, async () => {
    const { status, body } = await get(`/v1/${resource}/search?query=${encodeURIComponent(query)}`)
    assert.equal(status, 400)
    assert.match(body.error.message ?? '', message)
  })
}

test('a search index that lags does not find what is new, lists do', async () => {
  const query = `customer:'${stripeId('cus', 'nordurljos')}'`
  const lag = (lagSeconds: number) =>
    fetch(`${emulator.baseUrl}/__emulator/search`, { method: 'POST', body: JSON.stringify({ lagSeconds }) })
  try {
    await lag(30 * 86_400)
    assert.deepEqual((await stripe.invoices.search({ query })).data, [])
    assert.equal((await stripe.invoices.list({ customer: stripeId('cus', 'nordurljos') })).data.length, 1)
  } finally {
    await lag(0)
  }
  assert.equal((await stripe.invoices.search({ query })).data.length, 1)
})

for (const [title, path, status, error] of [
  ['an unknown id', '/v1/customers/cus_none', 404, { code: 'resource_missing', param: 'id' }],
  [
    'an unknown customer in a filter',
    '/v1/invoices?customer=cus_none',
    400,
    { code: 'resource_missing', param: 'customer' },
  ],
  [
    'an unknown cursor',
    '/v1/invoices?starting_after=in_none',
    400,
    { code: 'resource_missing', param: 'starting_after' },
  ],
  ['an unknown parameter', '/v1/invoices?nonsense=1', 400, { code: 'parameter_unknown', param: 'nonsense' }],
  [
    'a limit that is no integer',
    '/v1/invoices?limit=many',
    400,
    { code: 'parameter_invalid_integer', param: 'limit' },
  ],
  ['a limit over 100', '/v1/invoices?limit=101', 400, { param: 'limit' }],
  [
    'a missing customer',
    '/v1/entitlements/active_entitlements',
    400,
    { code: 'parameter_missing', param: 'customer' },
  ],
] as const) {
  test(`${title} is refused with Stripe's body`, async () => {
    const answer = await get(path)
    assert.equal(answer.status, status)
    assert.equal(answer.body.error.type, 'invalid_request_error')
    const { code, param } = answer.body.error
    assert.deepEqual({ ...(code ? { code } : {}), param }, error)
  })
}

test('every answer names the request and the API version', async () => {
  const { headers } = await get('/v1/customers', {
    ...authorization(),
    'stripe-version': '2026-10-28.endive',
  })
  assert.match(headers.get('request-id') ?? '', /^req_\w{14}$/)
  assert.equal(headers.get('stripe-version'), '2026-10-28.endive')
})

test('the key is let in as bearer token and as user name, anything else is not', async () => {
  const basic = Buffer.from(`${emulator.credentials.apiKey}:`).toString('base64')
  assert.equal((await get('/v1/customers', { authorization: `Basic ${basic}` })).status, 200)
  assert.equal((await get('/v1/customers', {})).status, 401)
  await assert.rejects(clientOf(emulator, 'sk_test_somebody_else').customers.list(), {
    type: 'StripeAuthenticationError',
    message: /^Invalid API Key provided: sk_test_\*+else$/,
  })
})

test('brackets of a query are read as lists and nested parameters', async () => {
  const id = stripeId('prod', 'platform')
  for (const query of [`ids[]=${id}&created[gte]=1`, `ids[0]=${id}&created[gte]=1&created[lt]=9999999999`]) {
    const { body } = await get(`/v1/products?${query}`)
    assert.deepEqual(
      body.data.map((product) => product.id),
      [id],
    )
  }
})
