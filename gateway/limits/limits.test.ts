import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GraphQLError, getIntrospectionQuery, validate } from 'graphql'
import { isWeftError } from '#shared/errors.ts'
import { createLimits, type SentOperation } from './limits.ts'
import { CALLER_CLASSES } from './operation-limits.ts'
import { apiSchema, supergraph } from './weft-schema.test-support.ts'

const limits = createLimits({ schema: apiSchema, supergraph })

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ')

/** Fragments that spread the next one twice: 2^levels selections from a few hundred characters. */
const bomb = (levels: number): string =>
  `{ customers { nodes { ...f0 } } } ${times(levels, (i) => `fragment f${i} on Customer { a: parent { ...f${i + 1} } b: parent { ...f${i + 1} } }`)} fragment f${levels} on Customer { id }`

const CUSTOMER = `id displayName legalName status supportTier creditHold billingAddress { line1 city countryCode }
  accountBalance { receivable { amount currencyCode } overdue { amount } }
  contracts(first: 10) { nodes { id contractNumber status renewal { autoRenew renewalDate } lines { product { name } netAmount { amount } } } }
  subscriptions(first: 10) { nodes { id status items { quantity price { unitAmount { amount } } } } }
  invoices(first: 10) { nodes { id invoiceNumber status postingStatus total { amount } lines(first: 10) { nodes { description amount { amount } } } allocations { amount { amount } } } }
  payments(first: 10) { nodes { id status amount { amount } refunds { amount { amount } } } }
  orders(first: 10) { nodes { orderNumber status lines { quantity total { amount } } } }
  cases(first: 10) { nodes { caseNumber subject status severity milestones { name violated } } }
  entitlements(first: 10) { nodes { id status source validFor { start end } ... on FeatureEntitlement { feature { key } } ... on SupportEntitlement { remainingUnits } } }
  provenance { path sourceField readAt record { externalId } }`

const honest: [string, SentOperation][] = [
  [
    'the introspection query',
    { query: getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }) },
  ],
  [
    'the full context of one customer',
    { query: `query ($id: ID!) { customer(id: $id) { ${CUSTOMER} } }`, variables: { id: 'x' } },
  ],
  ['one field', { query: '{ __typename }' }],
  ['no operation at all, which is left to validation', { query: 'fragment f on Query { __typename }' }],
  ['a spread without its fragment, which is left to validation', { query: '{ ...nothing }' }],
]
for (const callerClass of CALLER_CLASSES) {
  for (const [title, operation] of honest) {
    test(`${callerClass} may send ${title}`, () => {
      limits.check(operation, callerClass)
    })
  }
}

test('the honest operations are valid', () => {
  for (const [, { query }] of honest.slice(0, 3))
    assert.deepEqual(validate(apiSchema, limits.measure(query).document), [])
})

test('staff may list fifty customers with fields of every system', () => {
  const list =
    'displayName legalName status supportTier creditHold invoices(first: 3) { nodes { total { amount } } } cases(first: 3) { nodes { subject } }'
  limits.check({ query: `{ customers(first: 50) { nodes { ${list} } } }` }, 'staff')
})

const hostile: [string, SentOperation, Record<string, unknown>][] = [
  ['nested fragments', { query: bomb(20) }, { limit: 'selections', found: 5 * 2 ** 20 - 1 }],
  [
    'nested fragments beyond any number',
    { query: bomb(90) },
    { limit: 'selections', found: Number.MAX_SAFE_INTEGER },
  ],
  [
    'fragments that spread each other',
    { query: '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }' },
    { limit: 'fragmentCycles', found: 1 },
  ],
  [
    'a fragment that spreads itself, unused',
    { query: '{ __typename } fragment a on Query { ...a }' },
    { limit: 'fragmentCycles', found: 1 },
  ],
  [
    'spreads of nothing, multiplied',
    { query: `{ ...f0 } ${times(30, (i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`)}` },
    { limit: 'selections', found: 2 ** 31 - 1 },
  ],
  [
    'many fragments',
    {
      query: `{ ${times(200, (i) => `...f${i}`)} } ${times(200, (i) => `fragment f${i} on Query { __typename }`)}`,
    },
    { limit: 'fragments', found: 200 },
  ],
  [
    'an alias flood',
    { query: `{ customer(id: 1) { ${times(300, (i) => `a${i}: id`)} } }` },
    { limit: 'aliases', found: 300 },
  ],
  [
    'an alias flood in a fragment',
    {
      query: `{ ${times(20, () => 'customer(id: 1) { ...f }')} } fragment f on Customer { ${times(20, (i) => `a${i}: id`)} }`,
    },
    { limit: 'aliases', found: 400 },
  ],
  [
    'many root fields',
    { query: `{ ${times(60, () => 'systems { apiVersion }')} }` },
    { limit: 'rootFields', found: 60 },
  ],
  [
    'a deep operation',
    { query: `{ customer(id: 1) ${'{ parent '.repeat(30)} { id } ${'}'.repeat(30)} }` },
    { limit: 'depth', found: 32 },
  ],
  [
    'an operation deep by its fragments',
    {
      query: `{ customer(id: 1) { ...f0 } } ${times(30, (i) => `fragment f${i} on Customer { parent { ...f${i + 1} } }`)} fragment f30 on Customer { id }`,
    },
    { limit: 'depth', found: 32 },
  ],
  ['brackets deeper than the stack', { query: '{a'.repeat(20_000) }, { limit: 'nesting', found: 51 }],
  [
    'lists in lists in an argument',
    { query: `{ nodes(ids: ${'['.repeat(60_000)}` },
    { limit: 'nesting', found: 51 },
  ],
  [
    'a wide operation',
    { query: `{ customer(id: 1) { ${times(2100, () => 'id')} } }` },
    { limit: 'selections', found: 2101 },
  ],
  [
    'one field many times',
    { query: `{ customer(id: 1) { ${times(150, () => 'id')} } }` },
    { limit: 'repetitions', found: 150 },
  ],
  [
    'one field many times, spread over its parents',
    { query: `{ ${times(11, () => `customer(id: 1) { ${times(11, () => 'id')} }`)} }` },
    { limit: 'repetitions', found: 121 },
  ],
  ['tokens without end', { query: `{ ${'a '.repeat(60_000)}` }, { limit: 'tokens', found: 8001 }],
  [
    'a directive flood',
    { query: `{ systems ${times(1000, () => '@skip(if: false)')} { apiVersion } }` },
    { limit: 'directives', found: 201 },
  ],
  [
    'a block string',
    { query: `{ customer(id: """${'x\n'.repeat(100_000)}""") { id } }` },
    { limit: 'characters', found: 200_031 },
  ],
  ['comments', { query: `${'#\n'.repeat(100_000)}{ __typename }` }, { limit: 'characters', found: 200_014 }],
  [
    'interfaces inside interfaces',
    {
      query: `{ customer(id: 1) ${'{ entitlements(first: 1) { nodes { customer '.repeat(6)} { ${times(30, () => 'id legalName')} } ${'}}}'.repeat(6)} }`,
    },
    { limit: 'typedSelections' },
  ],
  [
    'lists in lists',
    {
      query:
        '{ customers(first: 100) { nodes { children(first: 100) { nodes { cases(first: 100) { nodes { id } } } } } } }',
    },
    { limit: 'listItems', found: 1_010_100 },
  ],
  [
    'a list as long as a variable says',
    { query: 'query ($n: Int) { customers(first: $n) { nodes { id } } }', variables: { n: 1_000_000 } },
    { limit: 'listItems', found: 1_000_000 },
  ],
  [
    'a list as long as a default says',
    { query: 'query ($n: Int = 1000000) { customers(first: $n) { nodes { id } } }' },
    { limit: 'listItems', found: 1_000_000 },
  ],
  [
    'deep variables',
    {
      query: 'query ($v: JSON) { __typename }',
      variables: { v: JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) },
    },
    { limit: 'variableDepth', found: 11 },
  ],
  [
    'a long text as a variable',
    { query: 'query ($v: ID!) { customer(id: $v) { id } }', variables: { v: 'x'.repeat(500_000) } },
    { limit: 'variableSize', found: 500_002 },
  ],
  [
    'a long list as a variable',
    { query: 'query ($v: [ID!]!) { nodes(ids: $v) { id } }', variables: { v: Array(500_000).fill(1) } },
    { limit: 'variableSize', found: 500_002 },
  ],
  [
    'many operations in one document',
    {
      query: `${times(500, (i) => `query q${i} { ...f }`)} fragment f on Query { a: __typename b: __typename c: __typename d: __typename }`,
      operationName: 'q0',
    },
    { limit: 'selections', found: 2500 },
  ],
]
for (const [title, operation, expected] of hostile) {
  test(
    `${title} are refused by what they are`.replace(' are ', title.endsWith('s') ? ' are ' : ' is '),
    () => {
      assert.throws(
        () => limits.check(operation, 'staff'),
        (error) => {
          assert.ok(isWeftError(error, 'LIMIT_EXCEEDED'), String(error))
          const facts = Object.fromEntries(Object.keys(expected).map((name) => [name, error.facts[name]]))
          assert.deepEqual(facts, expected)
          assert.equal(Number(error.facts.found) > Number(error.facts.allowed), true)
          return true
        },
      )
    },
  )
}

test('text that is no GraphQL is a syntax error, not a limit', () => {
  assert.throws(() => limits.check({ query: '{' }, 'staff'), GraphQLError)
  assert.throws(() => limits.check({ query: '{ "' }, 'staff'), GraphQLError)
})

test('each class of callers has limits of its own, and one measurement serves them all', () => {
  const own = createLimits({
    schema: apiSchema,
    supergraph,
    limits: { portal: { depth: 1 }, partner: { listItems: 0 } },
  })
  const measured = own.measure('{ customers { nodes { id } } }')
  own.admit(measured, {}, 'staff')
  assert.throws(() => own.admit(measured, {}, 'portal'), { facts: { limit: 'depth', allowed: 1, found: 3 } })
  assert.throws(() => own.admit(measured, {}, 'partner'), {
    facts: { limit: 'listItems', allowed: 0, found: 20 },
  })
})

test('a limit set above the others also lets the document be measured', () => {
  const own = createLimits({ schema: apiSchema, supergraph, limits: { service: { aliases: 1000 } } })
  const query = `{ customer(id: 1) { ${times(400, (i) => `a${i}: id`)} } }`
  own.check({ query }, 'service')
  assert.throws(() => own.check({ query }, 'staff'), {
    facts: { limit: 'aliases', allowed: 200, found: 400 },
  })
})

test('text alone can be counted before a transport parses it', () => {
  limits.checkText('{ __typename }')
  assert.throws(() => limits.checkText('{a'.repeat(100)), { code: 'LIMIT_EXCEEDED' })
})
