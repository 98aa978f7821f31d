import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EmulatorDefinition, matchPath, startEmulator } from './emulator.ts'

interface Counter {
  count: number
}

const counter: EmulatorDefinition<Counter> = {
  vendor: 'counter',
  credentials: { apiKey: 'demo' },
  createState: () => ({ count: 0 }),
  routes: [
    {
      method: 'POST',
      path: '/count',
      answer: (_request, { state }) => ({ status: 200, body: { count: ++state.count } }),
    },
    {
      method: 'GET',
      path: '/count/:name',
      answer: ({ params }, { state }) => ({ status: 200, body: { ...params, count: state.count } }),
    },
    {
      method: 'GET',
      path: '/now',
      answer: (_request, emulator) => ({ status: 200, body: { now: emulator.now().toISOString() } }),
    },
  ],
  notFound: () => ({ status: 404, body: { error: 'no such path' } }),
  responseHeaders: () => ({ 'x-vendor': 'counter' }),
}

async function started(context: { after(fn: () => Promise<void>): void }) {
  const emulator = await startEmulator(counter)
  context.after(() => emulator.close())
  const post = (path: string, body: unknown = {}) =>
    fetch(emulator.baseUrl + path, { method: 'POST', body: JSON.stringify(body) })
  const count = async () =>
    ((await (await fetch(`${emulator.baseUrl}/count/x`)).json()) as { count: number }).count
  return { emulator, post, count }
}

test("a call is answered from the state, with the vendor's headers, and recorded without its credentials", async (context) => {
  const { emulator, post } = await started(context)
  const answer = await fetch(`${emulator.baseUrl}/count`, {
    method: 'POST',
    headers: { authorization: 'Bearer secret' },
    body: 'a=1',
  })
  assert.equal(answer.headers.get('x-vendor'), 'counter')
  assert.deepEqual(await answer.json(), { count: 1 })
  await post('/count?verbose=1')
  const { calls } = (await (await fetch(`${emulator.baseUrl}/__emulator/calls`)).json()) as {
    calls: Record<string, unknown>[]
  }
  assert.deepEqual(
    calls.map(({ method, path, query, status, applied }) => ({ method, path, query, status, applied })),
    [
      { method: 'POST', path: '/count', query: '', status: 200, applied: true },
      { method: 'POST', path: '/count', query: 'verbose=1', status: 200, applied: true },
    ],
  )
  assert.ok(!JSON.stringify(calls).includes('secret'))
})

test('a fault strikes the calls it names, as often as it says, after those it lets through', async (context) => {
  const { post } = await started(context)
  await post('/__emulator/faults', {
    method: 'POST',
    path: '/count',
    skip: 1,
    times: 2,
    status: 429,
    headers: { 'retry-after': '7' },
    body: { error: 'slow down' },
  })
  const answers = [await post('/count'), await post('/count'), await post('/count'), await post('/count')]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 429, 429, 200],
  )
  assert.equal(answers[1]?.headers.get('retry-after'), '7')
  assert.deepEqual(await answers[1]?.json(), { error: 'slow down' })
})

test('a refused call does not take effect, unless the fault says that it was applied', async (context) => {
  const { emulator, post, count } = await started(context)
  await post('/__emulator/faults', { method: 'POST', times: 1, path: '/count', status: 500 })
  await post('/count')
  assert.equal(await count(), 0)
  await post('/__emulator/faults', { method: 'POST', times: 1, path: '/count', status: 500, applied: true })
  await post('/count')
  assert.equal(await count(), 1)
  assert.deepEqual(
    emulator
      .calls()
      .filter(({ method }) => method === 'POST')
      .map(({ applied }) => applied),
    [false, true],
  )
})

test("the vendor's own answer is edited where a fault says so", async (context) => {
  const { post } = await started(context)
  await post('/__emulator/faults', { path: '/count', times: 1, edits: [{ at: ['count'], value: 'many' }] })
  assert.deepEqual(await (await post('/count')).json(), { count: 'many' })
  assert.deepEqual(await (await post('/count')).json(), { count: 2 })
})

test('a connection is cut before the answer or in the middle of it', async (context) => {
  const { post, count } = await started(context)
  await post('/__emulator/faults', { method: 'POST', path: '/count', times: 1, reset: 'before-answer' })
  await assert.rejects(post('/count'))
  await post('/__emulator/faults', { method: 'POST', path: '/count', times: 1, reset: 'mid-body' })
  await assert.rejects(post('/count').then((answer) => answer.text()))
  assert.equal(await count(), 1)
})

test('reset forgets state, calls, faults and clock', async (context) => {
  const { emulator, post, count } = await started(context)
  await post('/count')
  await post('/__emulator/faults', { status: 500 })
  await post('/__emulator/clock', { advanceSeconds: 86_400 })
  await post('/__emulator/reset')
  assert.equal(await count(), 0)
  assert.equal(emulator.calls().length, 1)
})

test('the clock moves to an instant and by seconds', async (context) => {
  const { emulator, post } = await started(context)
  await post('/__emulator/clock', { now: '2030-01-01T00:00:00Z' })
  await post('/__emulator/clock', { advanceSeconds: 3600 })
  const { now } = (await (await fetch(`${emulator.baseUrl}/now`)).json()) as { now: string }
  assert.equal(now.slice(0, 13), '2030-01-01T01')
})

for (const [path, body] of [
  ['/__emulator/faults', { status: 'many' }],
  ['/__emulator/faults', { unknown: true }],
  ['/__emulator/clock', { now: 'soon' }],
] as const) {
  test(`${path} refuses ${JSON.stringify(body)} and says why`, async (context) => {
    const { post } = await started(context)
    const answer = await post(path, body)
    assert.equal(answer.status, 400)
    assert.ok(((await answer.json()) as { error: string }).error.length > 0)
  })
}

for (const [pattern, path, params] of [
  ['/v1/invoices/:id', '/v1/invoices/in_1', { id: 'in_1' }],
  ['/v1/invoices/:id', '/v1/invoices/a%20b', { id: 'a b' }],
  ['/v1/invoices/:id', '/v1/invoices', undefined],
  ['/v1/invoices/:id', '/v1/invoices/in_1/lines', undefined],
  ['/files/*', '/files/a/b', { rest: 'a/b' }],
] as const) {
  test(`${pattern} against ${path}`, () => assert.deepEqual(matchPath(pattern, path), params))
}
