import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WeftError } from '#shared/errors.ts'
import { createPlannedExecution } from './planned.ts'
import { asJson, composeTestGraph, createTestSubgraph, testRequest } from './test-graph.ts'

const request = testRequest()

const rateLimited = () => {
  throw new WeftError('RATE_LIMITED', 'Busy.', { system: 'netsuite-eu', retryAfterSeconds: 3 })
}

/** A crosswalk that combines what an ERP and a CRM say, as the canonical graph does it. */
function customerGraph({ erpName, crmName }: { erpName: () => unknown; crmName: () => unknown }) {
  const seen: unknown[] = []
  const crosswalk = createTestSubgraph(
    'crosswalk',
    `type Query { customer: Customer }
     type Customer @key(fields: "id") {
       id: ID! displayName: String!
       erpName: String @external crmName: String @external
       legalName: String @requires(fields: "erpName crmName")
       shortName: String @requires(fields: "crmName")
     }`,
    {
      Query: { customer: () => ({ id: '1', displayName: 'Acme' }) },
      Customer: {
        __resolveReference: (reference: object) => {
          seen.push(reference)
          return Object.freeze({ displayName: 'Acme', ...reference })
        },
        legalName: ({ erpName: erp, crmName: crm }: Record<string, string>) => erp ?? crm ?? null,
        shortName: ({ crmName: crm }: Record<string, string>) => crm?.slice(0, 1) ?? null,
      },
    },
  )
  const erp = createTestSubgraph(
    'erp',
    'type Customer @key(fields: "id") { id: ID! erpName: String @inaccessible orders: [String!] }',
    { Customer: { erpName, orders: () => ['o-1'] } },
  )
  const crm = createTestSubgraph(
    'crm',
    'type Customer @key(fields: "id") { id: ID! crmName: String @inaccessible }',
    {
      Customer: { crmName },
    },
  )
  return { ...composeTestGraph([crosswalk, erp, crm]), seen }
}

test('required inputs of several subgraphs reach the one that combines them, in one call', async () => {
  const { seen, ...options } = customerGraph({ erpName: () => 'Acme AG', crmName: async () => 'Acme' })
  const execution = createPlannedExecution(options)
  const answer = await execution.execute({ query: '{ customer { legalName shortName orders } }' }, request)
  assert.deepEqual(asJson(answer), {
    data: { customer: { legalName: 'Acme AG', shortName: 'A', orders: ['o-1'] } },
  })
  assert.deepEqual(seen, [{ __typename: 'Customer', id: '1', erpName: 'Acme AG', crmName: 'Acme' }])
})

test('a required input that failed is sent as null, and its error shows at the field that requires it', async () => {
  const { seen, ...options } = customerGraph({ erpName: rateLimited, crmName: () => 'Acme' })
  const execution = createPlannedExecution(options)
  const answer = await execution.execute(
    { query: '{ customer { name: legalName shortName displayName } }' },
    request,
  )
  assert.deepEqual(seen, [{ __typename: 'Customer', id: '1', erpName: null, crmName: 'Acme' }])
  assert.deepEqual(asJson(answer), {
    errors: [
      {
        message: 'Busy.',
        path: ['customer', 'name'],
        extensions: {
          code: 'RATE_LIMITED',
          retryable: true,
          system: 'netsuite-eu',
          retryAfterSeconds: 3,
          correlationId: 'c-1',
        },
      },
    ],
    data: { customer: { name: 'Acme', shortName: 'A', displayName: 'Acme' } },
  })
})

test('an unforeseen fault of a resolver is masked', async () => {
  const { seen: _, ...options } = customerGraph({
    erpName: () => {
      throw new TypeError('http://secret/ is undefined')
    },
    crmName: () => null,
  })
  const { errors } = await createPlannedExecution(options).execute(
    { query: '{ customer { legalName } }' },
    request,
  )
  assert.equal(errors?.[0]?.extensions.code, 'INTERNAL')
  assert.doesNotMatch(JSON.stringify(errors), /secret|erp/)
})

test("a client's alias may be the name of a key that the plan needs", async () => {
  const { seen: _, ...options } = customerGraph({ erpName: () => 'Acme AG', crmName: () => 'Acme' })
  const answer = await createPlannedExecution(options).execute(
    { query: '{ customer { id: displayName erpName: legalName key: id } }' },
    request,
  )
  assert.deepEqual(asJson(answer), { data: { customer: { id: 'Acme', erpName: 'Acme AG', key: '1' } } })
})

test('what is required with arguments, twice and differently, does not meet the same call of the client', async () => {
  const shop = createTestSubgraph(
    'shop',
    `type Query { product: Product }
     type Product @key(fields: "id") { id: ID! price(currency: String = "CHF"): String }`,
    {
      Query: { product: () => ({ id: '1' }) },
      Product: { price: ({ id }: { id: string }, { currency }: { currency: string }) => `${id} ${currency}` },
    },
  )
  const shipping = createTestSubgraph(
    'shipping',
    `type Product @key(fields: "id") {
       id: ID! price(currency: String = "CHF"): String @external
       usd: String @requires(fields: "price(currency: \\"USD\\")")
       eur: String @requires(fields: "price(currency: \\"EUR\\")")
     }`,
    {
      Product: { usd: ({ price }: { price: string }) => price, eur: ({ price }: { price: string }) => price },
    },
  )
  const execution = createPlannedExecution(composeTestGraph([shop, shipping]))
  const query = 'query ($in: String!) { product { usd eur price gbp: price(currency: $in) } }'
  assert.deepEqual(asJson(await execution.execute({ query, variables: { in: 'GBP' } }, request)), {
    data: { product: { usd: '1 USD', eur: '1 EUR', price: '1 CHF', gbp: '1 GBP' } },
  })
})

test('a subgraph makes one context for all fetches of an operation', async () => {
  let made = 0
  const a = createTestSubgraph('a', 'type Query { x: X y: X } type X @key(fields: "id") { id: ID! }', {
    Query: { x: () => ({ id: '1' }), y: () => ({ id: '2' }) },
  })
  const b = createTestSubgraph(
    'b',
    'type X @key(fields: "id") { id: ID! made: Int }',
    { X: { made: (_: object, __: object, context: { made: number }) => context.made } },
    () => ({ made: ++made }),
  )
  const execution = createPlannedExecution(composeTestGraph([a, b]))
  for (const expected of [1, 2]) {
    const { data } = await execution.execute({ query: '{ x { made } y { made } }' }, request)
    assert.deepEqual(asJson(data), { x: { made: expected }, y: { made: expected } })
  }
})

test('the effects of a mutation happen in order, across subgraphs and within one', async () => {
  const effects: string[] = []
  const effect = (name: string) => async () => {
    effects.push(`${name} begins`)
    await new Promise(setImmediate)
    effects.push(`${name} ends`)
    return name
  }
  const a = createTestSubgraph('a', 'type Query { q: Int } type Mutation { one: String two: String }', {
    Mutation: { one: effect('one'), two: effect('two') },
  })
  const b = createTestSubgraph('b', 'type Mutation { three: String }', {
    Mutation: { three: effect('three') },
  })
  const execution = createPlannedExecution(composeTestGraph([a, b]))
  const { data } = await execution.execute({ query: 'mutation { one three two again: one }' }, request)
  assert.deepEqual(asJson(data), { one: 'one', three: 'three', two: 'two', again: 'one' })
  assert.deepEqual(
    effects,
    ['one', 'three', 'two', 'one'].flatMap((name) => [`${name} begins`, `${name} ends`]),
  )
})

test('a label of @override decides per request where a field comes from', async () => {
  const a = createTestSubgraph(
    'a',
    'type Query { x: X } type X @key(fields: "id") { id: ID! from: String }',
    {
      Query: { x: () => ({ id: '1', from: 'a' }) },
      X: { from: () => 'a' },
    },
  )
  const b = createTestSubgraph(
    'b',
    'type X @key(fields: "id") { id: ID! from: String @override(from: "a", label: "moved") }',
    { X: { from: () => 'b' } },
  )
  const execution = createPlannedExecution({
    ...composeTestGraph([a, b]),
    overrideConditions: (labels, { correlationId }) =>
      new Map(labels.map((label) => [label, correlationId === label])),
  })
  const ask = async (correlationId: string) =>
    asJson((await execution.execute({ query: '{ x { from } }' }, testRequest({ correlationId }))).data)
  assert.deepEqual(await ask('moved'), { x: { from: 'b' } })
  assert.deepEqual(await ask('other'), { x: { from: 'a' } })
})

test('an operation whose time is over answers with what is there, and says what is not', async () => {
  const { seen: _, ...options } = customerGraph({
    erpName: () => 'Acme AG',
    crmName: () => new Promise(() => {}),
  })
  const time = new AbortController()
  const answering = createPlannedExecution(options).execute(
    { query: '{ customer { displayName legalName } }' },
    testRequest({ signal: time.signal }),
  )
  await new Promise(setImmediate)
  time.abort()
  const { data, errors } = await answering
  assert.deepEqual(asJson(data), { customer: { displayName: 'Acme', legalName: null } })
  assert.deepEqual(
    errors?.map(({ path, extensions }) => [path, extensions.code]),
    [[['customer', 'legalName'], 'TIMEOUT']],
  )
})

test('an operation is planned once for everybody who sends it', async () => {
  const { seen: _, ...options } = customerGraph({ erpName: () => null, crmName: () => null })
  const execution = createPlannedExecution(options)
  for (let index = 0; index < 3; index += 1)
    await execution.execute({ query: '{ customer { id } }' }, request)
  const { hits, misses, entries } = execution.counters.plans
  assert.deepEqual({ hits, misses, entries }, { hits: 2, misses: 1, entries: 1 })
})

test('another planner may plan, far away: plans come as JSON, refusals reach the client', async () => {
  const { seen: _, ...options } = customerGraph({ erpName: () => 'Acme AG', crmName: () => 'Acme' })
  let planned = 0
  const execution = createPlannedExecution({
    ...options,
    createOperationPlanner: ({ here }) => ({
      async plan(...parameters) {
        planned += 1
        if (planned > 1) throw new WeftError('LIMIT_EXCEEDED', 'Too long to plan.')
        return JSON.parse(JSON.stringify(await here.plan(...parameters)))
      },
    }),
  })
  const ask = (query: string) => execution.execute({ query }, request)
  const answers = await Promise.all([ask('{ customer { legalName } }'), ask('{ customer { legalName } }')])
  for (const answer of answers)
    assert.deepEqual(asJson(answer), { data: { customer: { legalName: 'Acme AG' } } })
  assert.equal(planned, 1)
  const { errors } = await ask('{ customer { shortName } }')
  assert.equal(errors?.[0]?.extensions.code, 'LIMIT_EXCEEDED')
})

test('the schema answers for itself, beside data', async () => {
  const { seen: _, ...options } = customerGraph({ erpName: () => null, crmName: () => null })
  const answer = await createPlannedExecution(options).execute(
    {
      query:
        'query ($name: String!) { kind: __typename __type(name: $name) { fields { name } } customer { __typename } }',
      variables: { name: 'Customer' },
    },
    request,
  )
  const fields = ['id', 'displayName', 'legalName', 'shortName', 'orders'].map((name) => ({ name }))
  assert.deepEqual(asJson(answer), {
    data: { kind: 'Query', customer: { __typename: 'Customer' }, __type: { fields } },
  })
})

const refused: [string, string, string][] = [
  ['text that does not parse', '{', 'BAD_REQUEST'],
  ['a field that is not there', '{ nothing }', 'BAD_REQUEST'],
  ['a field that is inaccessible', '{ customer { erpName } }', 'BAD_REQUEST'],
  [
    'a variable without its value',
    'query ($a: Boolean!) { customer @skip(if: $a) { id } }',
    'INVALID_ARGUMENT',
  ],
]
for (const [title, query, code] of refused) {
  test(`${title} is refused with ${code}`, async () => {
    const { seen: _, ...options } = customerGraph({ erpName: () => null, crmName: () => null })
    const { errors, data } = await createPlannedExecution(options).execute({ query }, request)
    assert.equal(data, undefined)
    assert.equal(errors?.[0]?.extensions.code, code)
  })
}
