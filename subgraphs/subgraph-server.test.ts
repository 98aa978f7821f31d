import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { type TestContext, test } from 'node:test'
import { createLocalJWKSet, SignJWT } from 'jose'
import { openDevelopmentIssuer } from '#gateway/auth/development-issuer.ts'
import type { ExecutionOptions, SubgraphLocation } from '#gateway/execution/execution.ts'
import { createPlannedExecution } from '#gateway/execution/planned.ts'
import { isStream } from '#gateway/execution/subscriptions/open-stream.ts'
import { asJson, composeTestGraph, createTestSubgraph, testRequest } from '#gateway/execution/test-graph.ts'
import { createCallerSigner, type SignCaller } from '#gateway/split/sign-caller.ts'
import { openSigningKeys } from '#gateway/split/signing-keys.ts'
import { createPemKey, PORTAL_USER, temporaryFolder, writeKeys } from '#gateway/split/split.test-support.ts'
import { createSubgraphHeaders } from '#gateway/split/subgraph-headers.ts'
import { createCallerVerifier } from '#gateway/split/verify-caller.ts'
import { openRawSocket } from '#gateway/transports/clients.test-support.ts'
import { systemClock } from '#shared/clock.ts'
import { WeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { startSubgraphServer } from './subgraph-server.ts'

interface Context {
  request: RequestContext
  read: string[]
}

const crm = createTestSubgraph(
  'crm',
  'type Query { customers: [Customer!]! } type Customer @key(fields: "id") { id: ID! name: String }',
  { Query: { customers: () => ['1', '2'].map((id) => ({ id, name: `N${id}` })) } },
)

/** Says what became of the call, and fails as a system or as we ourselves may. */
function createBilling(made: Context[]): Subgraph {
  return createTestSubgraph(
    'billing',
    `type Query { now: String maxAge: Int who: [String] }
     type Subscription { told: String }
     type Customer @key(fields: "id") { id: ID! email: String busy: String broken: String slow: String invoice: Invoice }
     type Invoice @key(fields: "id") { id: ID! read: [String!] }`,
    {
      Query: {
        now: (_: unknown, __: unknown, { request }: Context) => request.receivedAt.toISOString(),
        maxAge: (_: unknown, __: unknown, { request }: Context) => request.maxAgeSeconds,
        who: (_: unknown, __: unknown, { request: { caller, correlationId, traceparent } }: Context) => [
          caller.subject,
          ...(caller.customerIds ?? []),
          correlationId,
          traceparent?.slice(3, 35),
        ],
      },
      Subscription: {
        told: {
          async *subscribe(_: unknown, __: unknown, { request: { caller } }: Context) {
            yield { told: `${caller.subject} until ${caller.expiresAt?.toISOString()}` }
          },
        },
      },
      Customer: {
        email: ({ id }: { id: string }, _: unknown, { read }: Context) => {
          read.push(id)
          return `${id}@x.example`
        },
        busy: () => {
          throw new WeftError('RATE_LIMITED', 'Not now.', { system: 'billing-1', retryAfterSeconds: 7 })
        },
        broken: () => {
          throw new TypeError('http://secret/ is undefined')
        },
        slow: (_: unknown, __: unknown, { request: { signal } }: Context) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () =>
              reject(new WeftError('TIMEOUT', 'Too slow.', { system: 'billing-1' })),
            )
          }),
        invoice: ({ id }: { id: string }) => ({ id: `i-${id}` }),
      },
      Invoice: { read: (_: unknown, __: unknown, { read }: Context) => read },
    },
    (request) => {
      const context = { request, read: [] }
      made.push(context)
      return context
    },
  )
}

/** Shows an invoice's number to those who ask billing once more. */
const erp = createTestSubgraph(
  'erp',
  `type Customer @key(fields: "id") { id: ID! email: String @external last: Invoice @requires(fields: "email") }
   type Invoice @key(fields: "id", resolvable: false) { id: ID! }`,
  { Customer: { last: ({ email }: { email: string }) => ({ id: `last of ${email}` }) } },
)

/** Billing in front of a gateway that has the other subgraphs in its own process. */
async function startBilling(context: TestContext, operationTimeoutMs = 10_000) {
  const made: Context[] = []
  const keys = await openSigningKeys({
    file: writeKeys(temporaryFolder(context), createPemKey()),
    dataDirectory: '',
  })
  const billing = createBilling(made)
  const server = await startSubgraphServer({
    host: '127.0.0.1',
    port: 0,
    path: '/graphql',
    subgraph: billing,
    verifyCaller: createCallerVerifier(
      { subgraph: 'billing', keys: createLocalJWKSet(keys.jwks) },
      systemClock,
    ),
    readiness: [],
    operationTimeoutMs: 10_000,
    clock: systemClock,
    logger: silentLogger,
  })
  context.after(() => server.close())
  const signCaller = createCallerSigner(keys, systemClock)
  const graph = composeTestGraph([crm, billing, erp])
  const apart = new Map<string, SubgraphLocation>(graph.locations).set('billing', {
    kind: 'http',
    url: server.url,
  })
  const open = (options: Partial<ExecutionOptions>) => {
    const execution = createPlannedExecution({ ...graph, ...options })
    context.after(() => execution.close())
    return execution
  }
  return {
    url: server.url,
    keys,
    made,
    signCaller,
    gateway: open({
      locations: apart,
      subgraphHeaders: createSubgraphHeaders({ signCaller, operationTimeoutMs, clock: systemClock }),
    }),
    oneProcess: open({}),
  }
}

const now = (request: Partial<RequestContext> = {}) =>
  testRequest({ receivedAt: new Date(), caller: PORTAL_USER, ...request })

const strangers: [
  string,
  (subgraph: Awaited<ReturnType<typeof startBilling>>, context: TestContext) => unknown,
][] = [
  ['nobody', () => undefined],
  ['no token', () => 'Basic YW5uOnNlY3JldA=='],
  ['an unreadable token', () => 'Bearer a.b.c'],
  [
    "a caller's own token",
    async (_, context) => {
      const options = { directory: temporaryFolder(context), audience: 'weft', clock: systemClock }
      return `Bearer ${await (await openDevelopmentIssuer(options)).issueToken('agent')}`
    },
  ],
  ["another subgraph's token", async ({ signCaller }) => `Bearer ${await signCaller('crm', PORTAL_USER)}`],
  [
    'a token that has ended',
    ({ keys }) => {
      const earlier = { now: () => new Date(Date.now() - 61_000) }
      return asBearer(createCallerSigner(keys, earlier))
    },
  ],
  [
    "another gateway's token",
    async (_, context) => {
      const file = writeKeys(temporaryFolder(context), createPemKey())
      return asBearer(createCallerSigner(await openSigningKeys({ file, dataDirectory: '' }), systemClock))
    },
  ],
  [
    'a token without a signature',
    async ({ signCaller }) => {
      const [, payload] = (await signCaller('billing', PORTAL_USER)).split('.')
      const header = Buffer.from('{"alg":"none","typ":"weft-caller+jwt"}').toString('base64url')
      return `Bearer ${header}.${payload}.`
    },
  ],
  [
    'the published key as a secret',
    async ({ keys }) => {
      const secret = new TextEncoder().encode(String(keys.jwks.keys[0]?.x))
      const token = new SignJWT({ client_id: 'x', scopes: [] })
        .setProtectedHeader({ alg: 'HS256', typ: 'weft-caller+jwt', kid: keys.kid })
        .setIssuer('urn:weft:gateway')
        .setAudience('billing')
        .setSubject('x')
        .setIssuedAt()
        .setExpirationTime('1m')
      return `Bearer ${await token.sign(secret)}`
    },
  ],
]

const asBearer = async (sign: SignCaller) => `Bearer ${await sign('billing', PORTAL_USER)}`

const questions = ['{ now }', '{ _service { sdl } }', '{ __schema { queryType { name } } }', '{']

for (const [who, tokenOf] of strangers) {
  test(`${who} gets nothing from a subgraph, not even its schema, over any transport`, async (context) => {
    const billing = await startBilling(context)
    const authorization = (await tokenOf(billing, context)) as string | undefined
    const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) }
    for (const accept of ['application/json', 'text/event-stream', 'multipart/mixed;subscriptionSpec=1.0']) {
      for (const query of questions) {
        const response = await fetch(billing.url, {
          method: 'POST',
          headers: { ...headers, accept, 'x-correlation-id': 'c-9' },
          body: JSON.stringify({ query }),
        })
        assert.deepEqual([response.status, await response.json()], [401, UNKNOWN], `${accept} ${query}`)
      }
    }
    const socket = await openRawSocket(billing.url.replace('http', 'ws'))
    socket.send({ type: 'connection_init', payload: authorization ? { authorization } : {} })
    assert.equal(await socket.closed, 4401)
    assert.deepEqual(billing.made, [])
  })
}

const UNKNOWN = {
  errors: [
    {
      message: 'A valid bearer token is required.',
      extensions: { code: 'UNAUTHENTICATED', retryable: false, correlationId: 'c-9' },
    },
  ],
}

test('caller, correlation id, trace, freshness and "now" are those of the operation', async (context) => {
  const { gateway } = await startBilling(context)
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const receivedAt = new Date(Date.now() - 1234)
  const answer = await gateway.execute(
    { query: '{ now maxAge who }' },
    now({
      maxAgeSeconds: 30,
      receivedAt,
      correlationId: 'desk-42',
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    }),
  )
  assert.deepEqual(asJson(answer), {
    data: { now: receivedAt.toISOString(), maxAge: 30, who: ['ann', 'cus_1', 'desk-42', traceId] },
  })
})

test('errors are the same as in one process: place, code, system, when to come back, and nothing of our insides', async (context) => {
  const { gateway, oneProcess } = await startBilling(context)
  const query = '{ customers { name email busy b: busy broken } }'
  const apart = asJson(await gateway.execute({ query }, now()))
  assert.deepEqual(apart, asJson(await oneProcess.execute({ query }, now())))
  assert.match(JSON.stringify(apart), /"system":"billing-1","retryAfterSeconds":7/)
  assert.doesNotMatch(JSON.stringify(apart), /secret|127\.0\.0\.1/)
})

test('what is too slow costs its own field: the subgraph answers in part before the operation is over', async (context) => {
  const { gateway } = await startBilling(context, 600)
  const answer = await gateway.execute({ query: '{ customers { email slow } }' }, now())
  assert.deepEqual(asJson(answer.data), {
    customers: ['1', '2'].map((id) => ({ email: `${id}@x.example`, slow: null })),
  })
  assert.deepEqual(
    answer.errors?.map(({ path, extensions }) => [path, extensions.code, extensions.system]),
    [0, 1].map((index) => [['customers', index, 'slow'], 'TIMEOUT', 'billing-1']),
  )
})

test("a stream is its caller's, and ends with the caller's own token, not with the gateway's", async (context) => {
  const { gateway } = await startBilling(context)
  const expiresAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000)
  const caller = { ...PORTAL_USER, expiresAt }
  const answers = await gateway.subscribe({ query: 'subscription { told }' }, now({ caller }))
  assert.ok(isStream(answers))
  const told: unknown[] = []
  for await (const answer of answers) told.push(asJson(answer))
  assert.deepEqual(told, [{ data: { told: `ann until ${expiresAt.toISOString()}` } }])
})

const TWICE = '{ customers { email last { read } } }'

test('all fetches of an operation share what it has read; another operation begins anew', async (context) => {
  const { gateway, oneProcess, made } = await startBilling(context)
  const ask = async () => asJson((await gateway.execute({ query: TWICE }, now())).data)
  const [first, second] = await Promise.all([ask(), ask()])
  const expected = asJson((await oneProcess.execute({ query: TWICE }, now())).data)
  assert.deepEqual(first, expected)
  assert.deepEqual(second, expected)
  assert.deepEqual(
    made.map(({ read }) => read),
    [
      ['1', '2'],
      ['1', '2'],
      ['1', '2'],
    ],
  )
})

test('a name of an operation that another caller uses leads to nothing of the first', async (context) => {
  const { url, signCaller, made } = await startBilling(context)
  const ask = async (caller: typeof PORTAL_USER) => {
    const authorization = `Bearer ${await signCaller('billing', caller)}`
    await fetch(url, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'x-weft-operation': 'same' },
      body: '{"query":"{ now }"}',
    })
  }
  await ask(PORTAL_USER)
  await ask(PORTAL_USER)
  await ask({ ...PORTAL_USER, customerIds: ['cus_2'] })
  assert.deepEqual(
    made.map(({ request }) => request.caller.customerIds),
    [['cus_1'], ['cus_2']],
  )
})

test('a fetch that the gateway gives up ends what it waits for', async (context) => {
  const { url, signCaller, made } = await startBilling(context)
  const authorization = `Bearer ${await signCaller('billing', PORTAL_USER)}`
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Customer { slow } } }'
  const variables = { r: [{ __typename: 'Customer', id: '1' }] }
  const fetching = httpRequest(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', 'x-weft-operation': 'o-1' },
  })
  fetching.on('error', () => {})
  fetching.end(JSON.stringify({ query, variables }))
  while (made.length === 0) await new Promise(setImmediate)
  const { signal } = (made[0] as Context).request
  const ended = new Promise((resolve) => signal.addEventListener('abort', resolve))
  fetching.destroy()
  await ended
})

test('health is for everybody, and there is nothing else', async (context) => {
  const { url } = await startBilling(context)
  const statuses = ['/health/live', '/health/ready', '/', '/auth/token', '/metrics'].map(
    async (path) => (await fetch(new URL(path, url))).status,
  )
  assert.deepEqual(await Promise.all(statuses), [200, 200, 404, 404, 404])
})
