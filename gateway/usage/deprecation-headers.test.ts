import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemClock } from '#shared/clock.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { startTemporaryServer } from '../../test/support/temporary-store.ts'
import { type Client, DEFAULT_BUDGETS } from '../clients/client.ts'
import { hashOfDocument } from '../clients/read-documents.ts'
import { createPlannedExecution } from '../execution/planned.ts'
import { composeTestGraph, createTestSubgraph, testRequest } from '../execution/test-graph.ts'
import { openGovernance } from '../open-governance.ts'
import { startGatewayServer } from '../server.ts'
import { MULTIPART_ACCEPT } from '../transports/clients.test-support.ts'

const GOES = '@deprecated(reason: "Use name. Deprecated 2026-11-25, removed after 2027-11-25.")'
const TOLD = [`@${Date.UTC(2026, 10, 25) / 1000}`, 'Thu, 25 Nov 2027 00:00:00 GMT']
const SDL = `
  type Query { things(filter: Filter, order: Order, old: Int ${GOES}): [Thing] named: Named }
  type Mutation { change(filter: Filter!): Thing }
  type Subscription { changed: Thing gone: Int ${GOES} }
  interface Named { name: String }
  type Thing implements Named { name: String old: String ${GOES} }
  type Other implements Named { name: String old: String }
  input Filter { text: String former: String ${GOES} inside: [Filter!] order: Order }
  enum Order { NAME AGE ${GOES} }
`
async function* events() {
  yield { changed: { name: 'x' }, gone: 1 }
}
const RESOLVERS = {
  Query: { things: () => [{ name: 'x', old: 'y' }], named: () => ({ __typename: 'Other', name: 'z' }) },
  Mutation: { change: () => ({ name: 'x' }) },
  Subscription: { changed: { subscribe: events }, gone: { subscribe: events } },
}

interface Question {
  query: string
  variables?: Record<string, unknown>
}
const FILTER = 'query ($filter: Filter) { things(filter: $filter) { name } }'
const ORDER = 'query ($order: Order = NAME) { things(order: $order) { name } }'

const USES: readonly [title: string, question: Question][] = [
  ['a field', { query: '{ things { old } }' }],
  ['a field under another name', { query: '{ a: things { name: old } }' }],
  [
    'a field in fragments',
    { query: '{ ...a } fragment a on Query { things { ... { ...b } } } fragment b on Thing { old }' },
  ],
  ['a field of an object behind an interface', { query: '{ named { name ... on Thing { old } } }' }],
  // It is in the way of the day that it goes, whatever it answers today.
  [
    'a field that is left out today',
    { query: 'query ($no: Boolean = false) { things { name old @include(if: $no) } }' },
  ],
  ['an argument', { query: '{ things(old: 1) { name } }' }],
  ['an argument of an input', { query: '{ things(filter: { inside: [{ former: "x" }] }) { name } }' }],
  ['a value', { query: '{ things(order: AGE) { name } }' }],
  ['a field of a variable', { query: FILTER, variables: { filter: { inside: [{ former: 'x' }] } } }],
  ['a value of a variable', { query: FILTER, variables: { filter: { order: 'AGE' } } }],
  ['a variable that is a value', { query: ORDER, variables: { order: 'AGE' } }],
  ['a default of a variable', { query: 'query ($order: Order = AGE) { things(order: $order) { name } }' }],
]
const OTHERS: readonly [title: string, question: Question][] = [
  ['nothing that is', { query: '{ things { name } named { name } }' }],
  ['a field of the same name elsewhere', { query: '{ named { ... on Other { old } } }' }],
  ['another name for a field that stays', { query: '{ things { old: name } }' }],
  ['another operation of the text', { query: 'query A { things { name } }' }],
  [
    'a variable that says nothing of it',
    { query: FILTER, variables: { filter: { text: 'former', inside: [{ text: 'x' }] } } },
  ],
  ['a variable that is not sent', { query: FILTER }],
  ['another value', { query: ORDER }],
]

type Send = (question: Question) => Promise<Headers>
let url: string
const documents = new Map<string, string>()
const stack = new AsyncDisposableStack()

const post =
  (accept: string, caller = 'app', path = '/graphql') =>
  async (body: object): Promise<Headers> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: caller, 'content-type': 'application/json', accept },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    assert.match(text, /"data"/)
    return response.headers
  }
const TRANSPORTS: Readonly<Record<string, Send>> = {
  POST: post('application/json'),
  'POST in the newer form': post('application/graphql-response+json'),
  async GET({ query, variables = {} }) {
    const asked = new URLSearchParams({ query, variables: JSON.stringify(variables) })
    const headers = { authorization: 'app', 'graphql-require-preflight': '1' }
    const response = await fetch(`${url}/graphql?${asked}`, { headers })
    assert.match(await response.text(), /"data"/)
    return response.headers
  },
  'in parts': post('multipart/mixed;deferSpec=20220824,application/json'),
  'server-sent events': post('text/event-stream'),
  multipart: post(MULTIPART_ACCEPT),
  'a partner’s document': ({ query, variables }) => {
    const documentId = hashOfDocument(query)
    documents.set(documentId, query)
    return post('application/json', 'partner', '/partner/graphql')({ documentId, variables })
  },
}

before(async () => {
  const databases = stack.use(await startTemporaryServer())
  const store = stack.use(await databases.openDatabase())
  const client = (id: string, kind: Client['kind']): Client => ({
    ...{ id, kind, name: id, issuer: undefined, contact: undefined, scopes: new Set(), documents },
    rows: { customerIds: undefined, businessUnits: undefined },
    budgets: DEFAULT_BUDGETS.STAFF,
  })
  const clients = new Map(
    [client('app', 'STAFF'), client('partner', 'PARTNER')].map((each) => [each.id, each]),
  )
  const common = { clock: systemClock, logger: silentLogger, clientOf: (id: string) => clients.get(id) }
  const governance = await openGovernance({ ...common, store, auditRetentionDays: 400 })
  stack.defer(() => governance.close())
  const graph = composeTestGraph([createTestSubgraph('things', SDL, RESOLVERS)])
  const governed = (audience: 'graph' | 'partner') => {
    const execution = createPlannedExecution(graph)
    stack.defer(() => execution.close())
    return governance.govern(execution, graph.supergraphSdl, audience)
  }
  const verifyToken = async (clientId = ''): Promise<Caller> => ({ ...testRequest().caller, clientId })
  const server = await startGatewayServer({
    ...{ ...common, host: '127.0.0.1', port: 0, readiness: [], operationTimeoutMs: 10_000, verifyToken },
    ...{ execution: governed('graph'), partnerExecution: governed('partner'), developmentIssuer: undefined },
  })
  stack.defer(() => server.close())
  url = server.url
})
after(() => stack.disposeAsync())

const told = (headers: Headers) => [headers.get('deprecation'), headers.get('sunset')]

for (const [transport, send] of Object.entries(TRANSPORTS)) {
  for (const [title, question] of USES)
    test(`${transport}: who uses ${title} that will go is told`, async () => {
      assert.deepEqual(told(await send(question)), TOLD)
    })
  for (const [title, question] of OTHERS)
    test(`${transport}: who uses ${title} is told nothing`, async () => {
      assert.deepEqual(told(await send(question)), [null, null])
    })
}

for (const transport of ['server-sent events', 'multipart'])
  test(`${transport}: a stream begins by saying that it will go, or not`, async () => {
    assert.deepEqual(
      told((await TRANSPORTS[transport]?.({ query: 'subscription { gone }' })) ?? assert.fail()),
      TOLD,
    )
    const headers = await TRANSPORTS[transport]?.({ query: 'subscription { changed { name } }' })
    assert.deepEqual(told(headers ?? assert.fail()), [null, null])
  })

test('a change is told of what its input says', async () => {
  const query = 'mutation ($filter: Filter!) { change(filter: $filter) { name } }'
  const send = TRANSPORTS.POST ?? assert.fail()
  assert.deepEqual(told(await send({ query, variables: { filter: { former: 'x' } } })), TOLD)
  assert.deepEqual(told(await send({ query, variables: { filter: { text: 'x' } } })), [null, null])
})
