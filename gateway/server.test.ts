import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { test } from 'node:test'
import { systemClock } from '#shared/clock.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createFakeExecution, errorsOf, startWorld } from './server.test-support.ts'
import { startGatewayServer } from './server.ts'

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
