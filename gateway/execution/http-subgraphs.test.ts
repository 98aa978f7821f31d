import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { execute, parse } from 'graphql'
import type { Caller } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import type { SubgraphLocation } from './execution.ts'
import { createPlannedExecution, type PlannedOptions } from './planned.ts'
import { asJson, composeTestGraph, createTestSubgraph, testRequest } from './test-graph.ts'

interface SeenCall {
  headers: IncomingHttpHeaders
  body: { query: string; variables: Record<string, unknown> }
}

/** Serves a subgraph for as long as the block lasts. */
async function serve(subgraph: Subgraph, answer?: (call: SeenCall) => unknown) {
  const seen: SeenCall[] = []
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const call = { headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) }
    seen.push(call)
    const { query, variables } = call.body
    const result =
      answer?.(call) ??
      (await execute({
        schema: subgraph.schema,
        document: parse(query),
        variableValues: variables,
        contextValue: {},
      }))
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
  return { url, seen, [Symbol.asyncDispose]: async () => void server.close() }
}

const crm = createTestSubgraph(
  'crm',
  `type Query { customers: [Customer!]! }
   type Customer @key(fields: "id") { id: ID! name: String }`,
  { Query: { customers: () => ['1', '2'].map((id) => ({ id, name: `N${id}` })) } },
)
const billing = createTestSubgraph(
  'billing',
  'type Customer @key(fields: "id") { id: ID! email(mask: Boolean): String total: Int! }',
  { Customer: { email: ({ id }: { id: string }) => `${id}@x.example`, total: () => 3 } },
)

function withBillingAt(url: string, options: Partial<PlannedOptions> = {}) {
  const { supergraphSdl, locations } = composeTestGraph([crm, billing])
  const mixed = new Map<string, SubgraphLocation>(locations).set('billing', { kind: 'http', url })
  return createPlannedExecution({ supergraphSdl, locations: mixed, ...options })
}

const caller = (subject: string): Caller => ({ ...testRequest().caller, subject })

test('subgraphs in this process and over HTTP answer one operation together', async () => {
  await using server = await serve(billing)
  const execution = withBillingAt(server.url)
  const query = 'query ($mask: Boolean) { customers { name mail: email(mask: $mask) } }'
  const answer = await execution.execute({ query, variables: { mask: true } }, testRequest())
  await execution.close()
  const customers = ['1', '2'].map((id) => ({ name: `N${id}`, mail: `${id}@x.example` }))
  assert.deepEqual(asJson(answer), { data: { customers } })
  assert.deepEqual(server.seen[0]?.body.variables, {
    mask: true,
    representations: ['1', '2'].map((id) => ({ __typename: 'Customer', id })),
  })
})

test('a call carries the correlation id, a trace and what the gateway adds, and nothing of the client', async () => {
  await using server = await serve(billing)
  const execution = withBillingAt(server.url, {
    subgraphHeaders: (subgraph, { caller: { subject } }) => ({
      authorization: `Signed ${subgraph} ${subject}`,
    }),
  })
  await execution.execute({ query: '{ customers { email } }' }, testRequest({ caller: caller('ann') }))
  await execution.close()
  const { authorization, traceparent, ...headers } = server.seen[0]?.headers ?? {}
  assert.equal(headers['x-correlation-id'], 'c-1')
  assert.equal(authorization, 'Signed billing ann')
  assert.match(String(traceparent), /^00-[\da-f]{32}-[\da-f]{16}-01$/)
})

test('the same query of one caller is sent once while it is under way; of another caller again', async () => {
  await using server = await serve(billing)
  const execution = withBillingAt(server.url)
  const ask = (subject: string) =>
    execution.execute({ query: '{ customers { email } }' }, testRequest({ caller: caller(subject) }))
  await Promise.all([ask('ann'), ask('ann'), ask('bob')])
  await execution.close()
  assert.equal(server.seen.length, 2)
})

test("an entity's error keeps its place in the client's answer", async () => {
  const error = {
    message: 'Busy.',
    path: ['_entities', 1, 'email'],
    extensions: { code: 'RATE_LIMITED', url: 'http://x' },
  }
  const data = { _entities: [{ email: 'a@x.example' }, { email: null }] }
  await using server = await serve(billing, () => ({ data, errors: [error] }))
  const execution = withBillingAt(server.url)
  const answer = await execution.execute({ query: '{ customers { mail: email } }' }, testRequest())
  await execution.close()
  assert.deepEqual(asJson(answer), {
    errors: [
      {
        message: 'Busy.',
        path: ['customers', 1, 'mail'],
        extensions: { code: 'RATE_LIMITED', correlationId: 'c-1' },
      },
    ],
    data: { customers: [{ mail: 'a@x.example' }, { mail: null }] },
  })
})

const broken: [string, unknown, string][] = [
  ['no GraphQL', { hello: 1 }, 'INVALID_RESPONSE'],
  ['too few entities', { data: { _entities: null } }, 'INVALID_RESPONSE'],
  ['an error without a path', { data: null, errors: [{ message: 'Down.' }] }, 'INTERNAL'],
]
for (const [what, body, code] of broken) {
  test(`a subgraph that answers ${what} costs its own fields only, each with an error at its path`, async () => {
    await using server = await serve(billing, () => body)
    const execution = withBillingAt(server.url)
    const { data, errors } = await execution.execute({ query: '{ customers { name email } }' }, testRequest())
    await execution.close()
    assert.deepEqual(asJson(data), {
      customers: [
        { name: 'N1', email: null },
        { name: 'N2', email: null },
      ],
    })
    assert.deepEqual(
      errors?.map(({ path, extensions }) => [path, extensions.code]),
      [
        [['customers', 0, 'email'], code],
        [['customers', 1, 'email'], code],
      ],
    )
  })
}

test('a value of a wrong type is null with an error, not passed on', async () => {
  const data = { _entities: [{ total: 'three' }, { total: 3 }] }
  await using server = await serve(billing, () => ({ data }))
  const execution = withBillingAt(server.url)
  const answer = await execution.execute({ query: '{ customers { total } }' }, testRequest())
  await execution.close()
  assert.equal(answer.data, null)
  assert.deepEqual(
    answer.errors?.map(({ path }) => path),
    [['customers', 0, 'total']],
  )
})

test('an entity that a hidden field made null costs the fields that were asked, with its error', async () => {
  const errors = [
    { message: 'Busy.', path: ['_entities', 0, 'hidden'], extensions: { code: 'RATE_LIMITED' } },
  ]
  await using server = await serve(billing, () => ({ data: { _entities: [null, { email: 'b' }] }, errors }))
  const execution = withBillingAt(server.url)
  const answer = await execution.execute({ query: '{ customers { email } }' }, testRequest())
  await execution.close()
  assert.deepEqual(asJson(answer.data), { customers: [{ email: null }, { email: 'b' }] })
  assert.deepEqual(
    answer.errors?.map(({ path, extensions }) => [path, extensions.code]),
    [[['customers', 0, 'email'], 'RATE_LIMITED']],
  )
})

test('a subgraph that cannot be reached is an error without its address', async () => {
  const execution = withBillingAt('http://127.0.0.1:9/hidden', { http: { retries: 0 } })
  const { errors } = await execution.execute({ query: '{ customers { email } }' }, testRequest())
  await execution.close()
  assert.equal(errors?.[0]?.extensions.code, 'SYSTEM_UNAVAILABLE')
  assert.doesNotMatch(JSON.stringify(errors), /hidden|127\.0\.0\.1|billing/)
})
