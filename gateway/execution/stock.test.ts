import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema, type GraphQLSchemaModule } from '@apollo/subgraph'
import { parse } from 'graphql'
import { WeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { SubgraphLocation } from './execution.ts'
import { createStockExecution } from './stock.ts'

type Resolvers = NonNullable<GraphQLSchemaModule['resolvers']>

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@authenticated", "@requiresScopes"])`

const request: RequestContext = {
  correlationId: 'c-1',
  signal: new AbortController().signal,
  caller: {
    subject: 's',
    clientId: 'c',
    scopes: new Set(),
    customerIds: undefined,
    businessUnits: undefined,
  },
  logger: silentLogger,
  receivedAt: new Date(0),
}

function subgraph(name: string, sdl: string, resolvers: Resolvers, createContext = () => ({})): Subgraph {
  const typeDefs = parse(`${LINK}\n${sdl}`)
  return { name, typeDefs, schema: buildSubgraphSchema([{ typeDefs, resolvers }]), createContext }
}

function compose(subgraphs: readonly Subgraph[]) {
  const composed = composeServices(
    subgraphs.map(({ name, typeDefs }) => ({ name, typeDefs, url: `http://${name}.internal/` })),
  )
  const locations = new Map<string, SubgraphLocation>(
    subgraphs.map((each) => [each.name, { kind: 'local', subgraph: each }]),
  )
  return { supergraphSdl: composed.supergraphSdl ?? assert.fail(String(composed.errors)), locations }
}

function world(invoices: () => unknown) {
  let contexts = 0
  const crm = subgraph(
    'crm',
    'type Query { customers: [Customer!]! } type Customer @key(fields: "id") { id: ID! name: String @authenticated }',
    { Query: { customers: () => [{ id: '1', name: 'Acme' }] } },
    () => ({ made: ++contexts }),
  )
  const billing = subgraph(
    'billing',
    'type Customer @key(fields: "id") { id: ID! invoices: [ID!] @requiresScopes(scopes: [["finance:read"]]) }',
    { Customer: { invoices } },
  )
  return { ...compose([crm, billing]), contexts: () => contexts }
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
