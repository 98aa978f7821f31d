import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WeftError } from '#shared/errors.ts'
import { createStockExecution } from './stock.ts'
import { composeTestGraph, createTestSubgraph, testRequest } from './test-graph.ts'

const request = testRequest({ caller: { ...testRequest().caller, scopes: new Set(['finance:read']) } })

function world(invoices: () => unknown) {
  let contexts = 0
  const crm = createTestSubgraph(
    'crm',
    'type Query { customers: [Customer!]! } type Customer @key(fields: "id") { id: ID! name: String @authenticated }',
    { Query: { customers: () => [{ id: '1', name: 'Acme' }] } },
    () => ({ made: ++contexts }),
  )
  const billing = createTestSubgraph(
    'billing',
    'type Customer @key(fields: "id") { id: ID! invoices: [ID!] @requiresScopes(scopes: [["finance:read"]]) }',
    { Customer: { invoices } },
  )
  return { ...composeTestGraph([crm, billing]), contexts: () => contexts }
}

const query = '{ a: customers { name invoices } b: customers { id } }'

test('a supergraph with authorisation directives loads and answers across subgraphs', async () => {
  const { contexts, ...options } = world(() => ['i-1'])
  const execution = await createStockExecution(options)
  const { data, errors } = await execution.execute({ query }, request)
  assert.equal(errors, undefined)
  assert.deepEqual(JSON.parse(JSON.stringify(data)), {
    a: [{ name: 'Acme', invoices: ['i-1'] }],
    b: [{ id: '1' }],
  })
  assert.equal(contexts(), 1)
  await execution.close()
})

test('a subgraph error keeps path, code and facts, and names no subgraph', async () => {
  const execution = await createStockExecution(
    world(() => {
      throw new WeftError('RATE_LIMITED', 'Busy.', { system: 'stripe-eu', retryAfterSeconds: 3 })
    }),
  )
  const { errors } = await execution.execute({ query: '{ customers { invoices } }' }, request)
  assert.deepEqual(
    errors?.map((error) => error.toJSON()),
    [
      {
        message: 'Busy.',
        path: ['customers', 0, 'invoices'],
        extensions: {
          code: 'RATE_LIMITED',
          retryable: true,
          system: 'stripe-eu',
          retryAfterSeconds: 3,
          correlationId: 'c-1',
        },
      },
    ],
  )
  await execution.close()
})

test('an unforeseen fault of a resolver is masked', async () => {
  const execution = await createStockExecution(
    world(() => {
      throw new TypeError('http://secret/ is undefined')
    }),
  )
  const { errors } = await execution.execute({ query: '{ customers { invoices } }' }, request)
  assert.equal(errors?.[0]?.extensions.code, 'INTERNAL')
  assert.doesNotMatch(JSON.stringify(errors), /secret|billing/)
  await execution.close()
})

test('a subgraph that cannot be reached is an error without its address', async () => {
  const { supergraphSdl, locations } = world(() => [])
  const reachable = new Map(locations).set('billing', { kind: 'http', url: 'http://127.0.0.1:9/hidden' })
  const execution = await createStockExecution({ supergraphSdl, locations: reachable })
  const { data, errors } = await execution.execute({ query: '{ customers { name invoices } }' }, request)
  assert.deepEqual(JSON.parse(JSON.stringify(data)), { customers: [{ name: 'Acme', invoices: null }] })
  assert.equal(errors?.[0]?.extensions.code, 'SYSTEM_UNAVAILABLE')
  assert.doesNotMatch(JSON.stringify(errors), /hidden|127\.0\.0\.1/)
  await execution.close()
})

const refused: [string, string, string][] = [
  ['text that does not parse', '{', 'BAD_REQUEST'],
  ['a field that is not there', '{ nothing }', 'BAD_REQUEST'],
  [
    'a variable without its value',
    'query ($a: Boolean!) { customers @skip(if: $a) { id } }',
    'INVALID_ARGUMENT',
  ],
]
for (const [title, text, code] of refused) {
  test(`${title} is refused with ${code}`, async () => {
    const execution = await createStockExecution(world(() => []))
    const { errors, data } = await execution.execute({ query: text }, request)
    assert.equal(data, undefined)
    assert.equal(errors?.[0]?.extensions.code, code)
    await execution.close()
  })
}
