import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { buildSchema, execute, GraphQLError, getOperationAST, parse, validate } from 'graphql'
import { systemClock } from '#shared/clock.ts'
import { ERRORS, isWeftError, WeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { type DevelopmentIssuer, openDevelopmentIssuer } from './auth/development-issuer.ts'
import { createTokenVerifier } from './auth/verify-token.ts'
import { fetchFailure, refusal } from './execution/errors.ts'
import type { Execution } from './execution/execution.ts'
import { giveUpAfter } from './execution/give-up.ts'
import { createLimits } from './limits/limits.ts'
import { type GatewayServer, startGatewayServer } from './server.ts'

const sdl =
  'type Query { hello(name: String): String broken: String slow: String } type Mutation { write: String }'
const schema = buildSchema(sdl)

/** graphql-js in the place of a supergraph; `requests` are the contexts that reached it. */
function createFakeExecution(rootValue: Record<string, unknown>): Execution & { requests: RequestContext[] } {
  const requests: RequestContext[] = []
  const run: Execution['execute'] = async ({ query, operationName, variables }, request) => {
    requests.push(request)
    const document = parse(query)
    if (rootValue.fault) throw rootValue.fault
    const errors = [...validate(schema, document)]
    if (!getOperationAST(document, operationName))
      errors.push(new GraphQLError('There is no such operation.'))
    if (errors.length > 0) return { errors: refusal('BAD_REQUEST', errors) }
    const contextValue = request
    const answer = execute({
      schema,
      document,
      rootValue,
      contextValue,
      operationName,
      variableValues: variables,
    })
    return giveUpAfter(Promise.resolve(answer), request.signal).catch((cause: unknown) => {
      if (!isWeftError(cause)) throw cause
      return { errors: [fetchFailure(cause, undefined, request.correlationId)] }
    })
  }
  return {
    schema,
    limits: createLimits({ schema, supergraph: parse(sdl) }),
    requests,
    execute: run,
    executeInParts: run,
    subscribe: run,
    close: async () => {},
  }
}

interface World extends GatewayServer {
  requests: RequestContext[]
  issuer: DevelopmentIssuer
  token: string
  post(body: unknown, headers?: Record<string, string>): Promise<Response>
}

async function startWorld(
  context: TestContext,
  {
    root = {},
    withIssuer = true,
    timeoutMs = 5000,
  }: { root?: Record<string, unknown>; withIssuer?: boolean; timeoutMs?: number } = {},
): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'weft-'))
  const issuer = await openDevelopmentIssuer({ directory, audience: 'weft', clock: systemClock })
  const execution = createFakeExecution({
    hello: ({ name }: { name?: string }) => `hello ${name ?? 'you'}`,
    ...root,
  })
  const server = await startGatewayServer({
    host: '127.0.0.1',
    port: 0,
    execution,
    verifyToken: createTokenVerifier([issuer.trusted], systemClock),
    developmentIssuer: withIssuer ? issuer : undefined,
    readiness: [
      { name: 'store', required: true, reason: async () => (root.unwell ? 'no connection' : undefined) },
    ],
    operationTimeoutMs: timeoutMs,
    clock: systemClock,
    logger: silentLogger,
  })
  context.after(async () => {
    await server.close()
    rmSync(directory, { recursive: true })
  })
  const token = await issuer.issueToken('agent')
  const post: World['post'] = (body, headers = {}) =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { ...server, issuer, token, requests: execution.requests, post }
}

const errorsOf = async (
  response: Response,
): Promise<{ message: string; extensions: Record<string, unknown> }[]> =>
  ((await response.json()) as { errors: [] }).errors

test('a known caller is answered, and the execution learns who asks', async (context) => {
  const world = await startWorld(context)
  const response = await world.post({
    query: 'query($n: String) { hello(name: $n) }',
    variables: { n: 'Ada' },
  })
  assert.equal(response.status, 200)
  assert.deepEqual(await response.json(), { data: { hello: 'hello Ada' } })
  assert.equal(world.requests[0]?.caller.subject, 'demo-agent')
})

const PROTECTED: [string, string, RequestInit][] = [
  [
    'POST',
    '/graphql',
    { method: 'POST', body: '{"query":"{hello}"}', headers: { 'content-type': 'application/json' } },
  ],
  ['GET', '/graphql?query={hello}', { headers: { 'apollo-require-preflight': '1' } }],
  ['introspection by POST', '/graphql', { method: 'POST', body: '{"query":"{__schema{queryType{name}}}"}' }],
  ['a bad token', '/graphql?query={hello}', { headers: { authorization: 'Bearer a.b.c' } }],
  ['GET of a browser that carries a query', '/graphql?query={hello}', { headers: { accept: 'text/html' } }],
]
for (const [title, path, init] of PROTECTED) {
  test(`without a valid token there is no data: ${title}`, async (context) => {
    const world = await startWorld(context)
    const response = await fetch(world.url + path, init)
    assert.equal(response.status, 401)
    assert.equal(response.headers.get('www-authenticate'), 'Bearer')
    const [error] = await errorsOf(response)
    assert.deepEqual(
      [error?.message, error?.extensions.code],
      ['A valid bearer token is required.', 'UNAUTHENTICATED'],
    )
    assert.equal(world.requests.length, 0)
  })
}

/** With this media type a status code speaks of the operation. */
const NEWER = { accept: 'application/graphql-response+json' }

const REFUSED: [string, unknown, Record<string, string>, number, string][] = [
  ['text that is no GraphQL', { query: '{' }, NEWER, 400, 'BAD_REQUEST'],
  ['a field that is not there', { query: '{ nope }' }, NEWER, 400, 'BAD_REQUEST'],
  ['an operation that is not there', { query: '{ hello }', operationName: 'B' }, NEWER, 400, 'BAD_REQUEST'],
  [
    'a field that is not there, to a client that does not read status codes,',
    { query: '{ nope }' },
    {},
    200,
    'BAD_REQUEST',
  ],
  ['no query', {}, {}, 400, 'BAD_REQUEST'],
  ['a batch', [{ query: '{ hello }' }], {}, 400, 'BAD_REQUEST'],
  ['a body that is not JSON', '{', {}, 400, 'BAD_REQUEST'],
  [
    'a form that any page could send',
    '{"query":"{hello}"}',
    { 'content-type': 'text/plain' },
    415,
    'BAD_REQUEST',
  ],
  [
    'a body of another charset',
    '{}',
    { 'content-type': 'application/json; charset=latin1' },
    415,
    'BAD_REQUEST',
  ],
  ['an answer that is not JSON', { query: '{ hello }' }, { accept: 'image/png' }, 406, 'BAD_REQUEST'],
  ['more than a megabyte', 'x'.repeat(1024 * 1024 + 1), {}, 413, 'LIMIT_EXCEEDED'],
]
for (const [title, body, headers, status, code] of REFUSED) {
  test(`${title} is refused with ${status} ${code}`, async (context) => {
    const world = await startWorld(context)
    const response = await world.post(body, { ...headers, 'x-correlation-id': 'c-1' })
    const [error] = await errorsOf(response)
    assert.equal(response.status, status)
    assert.equal(error?.extensions.code, code)
    assert.equal(error?.extensions.correlationId, 'c-1')
  })
}

test('a mutation is not sent by GET', async (context) => {
  const world = await startWorld(context)
  const headers = { authorization: `Bearer ${world.token}`, 'apollo-require-preflight': '1' }
  const response = await fetch(`${world.url}/graphql?query=mutation{write}`, { headers })
  assert.equal(response.status, 405)
  assert.equal(response.headers.get('allow'), 'POST')
})

test('a GET without a header that needs a preflight is refused', async (context) => {
  const world = await startWorld(context)
  const response = await fetch(`${world.url}/graphql?query={hello}`, {
    headers: { authorization: `Bearer ${world.token}` },
  })
  assert.equal(response.status, 400)
  assert.equal(world.requests.length, 0)
})

test('a fault of ours tells the client nothing but its correlation id', async (context) => {
  const root = {
    broken: () => {
      throw new TypeError('connect ECONNREFUSED 10.0.0.7:5432')
    },
  }
  const world = await startWorld(context, { root })
  const response = await world.post({ query: '{ hello broken }' }, { 'x-correlation-id': 'case-17' })
  assert.deepEqual(await response.json(), {
    data: { hello: 'hello you', broken: null },
    errors: [
      {
        message: 'A fault of ours; the log has it under the correlation id.',
        path: ['broken'],
        extensions: { code: 'INTERNAL', retryable: false, correlationId: 'case-17' },
      },
    ],
  })
})

test('a refusal of the catalogue reaches the client with its facts', async (context) => {
  const root = {
    broken: () => {
      throw new WeftError('RATE_LIMITED', 'the ERP is busy', { system: 'erp-one', retryAfterSeconds: 3 })
    },
  }
  const world = await startWorld(context, { root })
  const [error] = await errorsOf(await world.post({ query: '{ broken }' }, { 'x-correlation-id': 'c-2' }))
  assert.deepEqual(error?.extensions, {
    code: 'RATE_LIMITED',
    retryable: true,
    system: 'erp-one',
    retryAfterSeconds: 3,
    correlationId: 'c-2',
  })
})

test('a request carries the key of its header to what runs it', async (context) => {
  const world = await startWorld(context)
  await world.post({ query: 'mutation { write }' }, { 'idempotency-key': '"order-4711"' })
  await world.post({ query: 'mutation { write }' })
  assert.deepEqual(
    world.requests.map(({ idempotencyKey }) => idempotencyKey),
    ['order-4711', undefined],
  )
})

const ASKED = { 'x-correlation-id': 'c-7' }
const STREAM = { accept: 'text/event-stream' }
const ANSWERED: [title: string, ask: (world: World) => Promise<Response>][] = [
  ['an answer', ({ post }) => post({ query: '{ hello }' }, ASKED)],
  [
    'an answer that is asked for as a stream',
    ({ post }) => post({ query: '{ hello }' }, { ...ASKED, ...STREAM }),
  ],
  ['a refusal', ({ post }) => post('no JSON', ASKED)],
  ['a refused stream', ({ post }) => post('no JSON', { ...ASKED, ...STREAM })],
  ['what is no operation', ({ url }) => fetch(`${url}/health/live`, { headers: ASKED })],
  ['what is not there', ({ url }) => fetch(`${url}/nothing`, { headers: ASKED })],
]
for (const [title, ask] of ANSWERED) {
  test(`${title} carries the correlation id of its request`, async (context) => {
    const response = await ask(await startWorld(context))
    assert.equal(response.headers.get('x-correlation-id'), ASKED['x-correlation-id'])
    await response.text()
  })
}

test('the correlation id of the client is kept and sent back, one that is unsafe is replaced', async (context) => {
  const world = await startWorld(context)
  const kept = await world.post({ query: '{ hello }' }, { 'x-correlation-id': 'order-4711:retry.1' })
  assert.equal(kept.headers.get('x-correlation-id'), 'order-4711:retry.1')
  assert.equal(world.requests[0]?.correlationId, 'order-4711:retry.1')
  for (const unsafe of ['a b', 'x'.repeat(65), '{"a":1}']) {
    const replaced = await world.post({ query: '{ hello }' }, { 'x-correlation-id': unsafe })
    assert.match(replaced.headers.get('x-correlation-id') ?? '', /^[0-9a-f-]{36}$/)
  }
})

test('a well formed traceparent goes on with the operation, another does not', async (context) => {
  const world = await startWorld(context)
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  await world.post({ query: '{ hello }' }, { traceparent })
  await world.post({ query: '{ hello }' }, { traceparent: '00-0-0-0' })
  assert.deepEqual(
    world.requests.map((request) => request.traceparent),
    [traceparent, undefined],
  )
})

test('an execution that throws is a fault of ours, of which the client learns no more', async (context) => {
  const world = await startWorld(context, { root: { fault: new Error('a secret') } })
  const response = await world.post({ query: '{ hello }' })
  assert.equal(response.status, 500)
  const [error] = await errorsOf(response)
  assert.deepEqual([error?.message, error?.extensions.code], [ERRORS.INTERNAL.meaning, 'INTERNAL'])
})

test('an operation that outlives its deadline is given up, and its calls are told', async (context) => {
  const { promise: told, resolve } = Promise.withResolvers<void>()
  const root = {
    slow: (_: unknown, { signal }: RequestContext) =>
      new Promise(() => signal.addEventListener('abort', () => resolve())),
  }
  const world = await startWorld(context, { root, timeoutMs: 20 })
  const response = await world.post({ query: '{ slow }' })
  await told
  assert.deepEqual(
    (await errorsOf(response)).map(({ extensions }) => extensions.code),
    ['TIMEOUT'],
  )
})

test('calls end when the client has gone', async (context) => {
  const started = Promise.withResolvers<void>()
  const told = Promise.withResolvers<void>()
  const root = {
    slow: (_: unknown, { signal }: RequestContext) => {
      started.resolve()
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          told.resolve()
          resolve('late')
        })
      })
    },
  }
  const world = await startWorld(context, { root })
  const client = new AbortController()
  const response = fetch(`${world.url}/graphql`, {
    method: 'POST',
    signal: client.signal,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${world.token}` },
    body: '{"query":"{ slow }"}',
  })
  await started.promise
  client.abort()
  await assert.rejects(response, { name: 'AbortError' })
  await told.promise
})

test('closing lets what is in flight end and takes nothing new', async (context) => {
  const started = Promise.withResolvers<void>()
  const release = Promise.withResolvers<string>()
  const root = {
    slow: () => {
      started.resolve()
      return release.promise
    },
  }
  const world = await startWorld(context, { root })
  const inFlight = world.post({ query: '{ slow }' })
  await started.promise
  const closed = world.close()
  await assert.rejects(fetch(`${world.url}/health/live`))
  release.resolve('done')
  assert.deepEqual(await (await inFlight).json(), { data: { slow: 'done' } })
  await closed
})

test('health says live always, and ready with reasons', async (context) => {
  const well = await startWorld(context)
  const unwell = await startWorld(context, { root: { unwell: true } })
  assert.equal((await fetch(`${unwell.url}/health/live`)).status, 200)
  const ready = await fetch(`${well.url}/health/ready`)
  const store = { name: 'store', ok: true, required: true }
  assert.deepEqual([ready.status, await ready.json()], [200, { status: 'ready', checks: [store] }])
  const notReady = await fetch(`${unwell.url}/health/ready`)
  const noStore = { ...store, ok: false, reason: 'no connection' }
  assert.deepEqual(
    [notReady.status, await notReady.json()],
    [503, { status: 'not ready', checks: [noStore] }],
  )
})

test('any other path is nothing, said in JSON', async (context) => {
  const world = await startWorld(context)
  for (const path of ['/', '/metrics', '/graphql/', '/__proto__', '//graphql']) {
    const response = await fetch(world.url + path)
    assert.equal(response.status, 404)
    assert.equal((await errorsOf(response))[0]?.extensions.code, 'NOT_FOUND')
  }
})

test('the development issuer gives a token for a role and publishes its key', async (context) => {
  const world = await startWorld(context)
  const answer = await fetch(`${world.url}/auth/token?role=finance`, { method: 'POST' })
  const { access_token, token_type } = (await answer.json()) as Record<string, string>
  assert.equal(token_type, 'Bearer')
  const response = await world.post({ query: '{ hello }' }, { authorization: `Bearer ${access_token}` })
  assert.equal(response.status, 200)
  assert.deepEqual(await (await fetch(`${world.url}/.well-known/jwks.json`)).json(), world.issuer.jwks)
  assert.equal((await fetch(`${world.url}/auth/token?role=root`, { method: 'POST' })).status, 400)
  assert.equal((await fetch(`${world.url}/auth/token?role=finance`)).status, 405)
})

test('with a configured issuer there is no development issuer to ask', async (context) => {
  const world = await startWorld(context, { withIssuer: false })
  assert.equal((await fetch(`${world.url}/auth/token?role=ops`, { method: 'POST' })).status, 404)
  assert.equal((await fetch(`${world.url}/.well-known/jwks.json`)).status, 404)
  const page = await (await fetch(`${world.url}/graphql`, { headers: { accept: 'text/html' } })).text()
  assert.ok(page.includes('<your token>'))
})

test('a name that only resolves to this machine does not reach the development issuer', async (context) => {
  const world = await startWorld(context)
  const status = await new Promise((resolve) => {
    const { port } = new URL(world.url)
    const options = {
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/auth/token?role=ops',
      headers: { host: 'evil.example' },
    }
    httpRequest(options, (response) => resolve(response.resume().statusCode)).end()
  })
  assert.equal(status, 421)
})

test('a browser gets a page with a token, and the page may load nothing from elsewhere', async (context) => {
  const world = await startWorld(context)
  const page = await fetch(`${world.url}/graphql`, {
    headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
  })
  assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8')
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'.*connect-src 'self'/)
  const html = await page.text()
  const token = /Bearer (eyJ[\w.-]+)/.exec(html)?.[1]
  assert.equal((await world.post({ query: '{ hello }' }, { authorization: `Bearer ${token}` })).status, 200)
})

test('whoever governs an operation writes headers of its answer, and says when to come again', async (context) => {
  const world = await startWorld(context, {
    root: {
      hello: (_: unknown, request: RequestContext) => {
        request.answerHeaders = { sunset: 'Thu, 25 Nov 2027 00:00:00 GMT' }
      },
      slow: (_: unknown, request: RequestContext) => {
        request.answerHeaders = { 'retry-after': '7' }
      },
    },
  })
  const told = await world.post({ query: '{ hello }' })
  assert.deepEqual([told.status, told.headers.get('sunset')], [200, 'Thu, 25 Nov 2027 00:00:00 GMT'])
  const early = await world.post({ query: '{ slow }' })
  assert.deepEqual([early.status, early.headers.get('retry-after')], [429, '7'])
})

test('a port that is in use is refused by its number', async (context) => {
  const world = await startWorld(context)
  const port = Number(new URL(world.url).port)
  const second = startGatewayServer({
    host: '127.0.0.1',
    port,
    execution: createFakeExecution({}),
    verifyToken: () => assert.fail(),
    developmentIssuer: undefined,
    readiness: [],
    operationTimeoutMs: 1000,
    clock: systemClock,
    logger: silentLogger,
  })
  await assert.rejects(second, {
    code: 'INVALID_SETTING',
    message: new RegExp(`port ${port} of 127.0.0.1 is in use`),
  })
})
