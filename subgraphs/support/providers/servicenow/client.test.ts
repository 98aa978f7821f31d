import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWeftError } from '#shared/errors.ts'
import { startInstance, valueOr } from './instance.test-support.ts'
import { CONNECTION } from './published.test-support.ts'

test('no cookie is sent back', async () => {
  await using instance = await startInstance()
  const { emulator, provider, globex, call } = instance
  emulator.fail({
    path: '/api/',
    times: 1,
    status: 200,
    headers: { 'set-cookie': 'JSESSIONID=1; Path=/' },
    body: { result: [] },
  })
  await provider.getAccounts([globex.id], call)
  await provider.getAccounts([globex.id], { ...call })
  assert.ok(emulator.calls().every(({ headers }) => headers.cookie === undefined))
})

test('a token that has been revoked is renewed once, and the call repeated', async () => {
  await using instance = await startInstance()
  const { emulator, configure, getAccount } = instance
  await configure({ revokeTokens: true })
  const before = emulator.calls().length
  assert.equal((valueOr(await getAccount()) as { name: string }).name, 'Globex')
  assert.deepEqual(
    emulator
      .calls()
      .slice(before)
      .map(({ path, status }) => [path, status]),
    [
      ['/api/now/v2/table/customer_account', 401],
      ['/oauth_token.do', 200],
      ['/api/now/v2/table/customer_account', 200],
    ],
  )
})

test('many calls wait for one token', async () => {
  await using instance = await startInstance()
  const { emulator, globex, call, create } = instance
  const fresh = create()
  const before = emulator.calls().length
  await Promise.all(Array.from({ length: 5 }, () => fresh.getAccounts([globex.id], { ...call })))
  const tokens = emulator
    .calls()
    .slice(before)
    .filter(({ path }) => path === '/oauth_token.do')
  assert.equal(tokens.length, 1)
  await fresh.close()
})

test('a token is renewed before it ends', async () => {
  await using instance = await startInstance()
  const { emulator, globex, call, create } = instance
  let now = new Date()
  const clock = { now: () => now }
  const patient = create({}, clock)
  const before = emulator.calls().length
  for (const minutes of [0, 28, 1]) {
    now = new Date(now.getTime() + minutes * 60_000)
    await patient.getAccounts([globex.id], { ...call })
  }
  const made = emulator.calls().slice(before)
  assert.equal(made.filter(({ path }) => path === '/oauth_token.do').length, 2)
  assert.ok(made.every(({ status }) => status === 200))
  await patient.close()
})

test('wrong credentials are AUTH_FAILED', async () => {
  await using instance = await startInstance()
  const { globex, call, create } = instance
  const stranger = create({ credentials: { clientId: 'x', clientSecret: 'y' } })
  await assert.rejects(stranger.getAccounts([globex.id], call), { code: 'AUTH_FAILED' })
  await stranger.close()
})

test('a failing node is asked again', async () => {
  await using instance = await startInstance()
  const { emulator, getAccount } = instance
  emulator.fail({ path: '/api/', times: 1, status: 503, body: '' })
  emulator.fail({ path: '/api/', times: 1, reset: 'before-answer' })
  assert.equal((valueOr(await getAccount()) as { name: string }).name, 'Globex')
})

for (const [what, fault, code] of [
  [
    'a page in place of data',
    { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
    'SYSTEM_UNAVAILABLE',
  ],
  ['a queued call', { status: 202, body: '' }, 'SYSTEM_UNAVAILABLE'],
  ['503', { status: 503, body: '' }, 'SYSTEM_UNAVAILABLE'],
  [
    'a cancelled transaction',
    {
      status: 500,
      body: {
        error: { message: 'Transaction cancelled: maximum execution time exceeded', detail: null },
        status: 'failure',
      },
    },
    'TIMEOUT',
  ],
  [
    '403',
    {
      status: 403,
      body: { error: { message: 'Insufficient rights to query records', detail: null }, status: 'failure' },
    },
    'FORBIDDEN',
  ],
  ['half a body', { status: 200, body: '{"result":[' }, 'INVALID_RESPONSE'],
  ['no result', { status: 200, body: {} }, 'INVALID_RESPONSE'],
  ['a full pool of request threads', { status: 429, body: '' }, 'RATE_LIMITED'],
] as const) {
  test(`${what} is ${code}`, async () => {
    await using instance = await startInstance()
    const { emulator, getAccount } = instance
    emulator.fail({ path: '/api/', ...fault })
    await assert.rejects(getAccount(), {
      code,
      facts: {
        system: CONNECTION.id,
        ...(what.startsWith('half') || fault.status > 400 ? { status: fault.status } : {}),
        ...(code === 'RATE_LIMITED' ? { retryAfterSeconds: 1 } : {}),
      },
    })
  })
}

test('a rule of the administrator is RATE_LIMITED with the time to wait, and is not asked again', async () => {
  await using instance = await startInstance()
  const { configure, dataCalls, getAccount } = instance
  await configure({ hourlyLimit: 0 })
  const before = dataCalls().length
  await assert.rejects(getAccount(), (error) => {
    assert.ok(isWeftError(error, 'RATE_LIMITED'))
    return Number(error.facts.retryAfterSeconds) > 0
  })
  assert.equal(dataCalls().length - before, 1)
})

test("an administrator's rule is learnt from the headers and counted with it", async () => {
  await using instance = await startInstance()
  const { provider, configure, getAccount } = instance
  await configure({ hourlyLimit: 100 })
  await getAccount()
  await getAccount()
  const { budget, circuit, apiVersion } = provider.health()
  assert.deepEqual(
    [circuit, apiVersion, budget.kind, budget.limit, budget.remaining],
    ['CLOSED', 'v2', 'hourly', 100, 98],
  )
  assert.equal(budget.resetsAt?.getUTCMinutes(), 0)
})

test('a call that nobody waits for any more ends', async () => {
  await using instance = await startInstance()
  const { emulator, provider, globex, call } = instance
  emulator.fail({ path: '/api/', delayMs: 60_000 })
  const controller = new AbortController()
  const refused = assert.rejects(provider.getAccounts([globex.id], { ...call, signal: controller.signal }), {
    code: 'TIMEOUT',
  })
  controller.abort()
  await refused
})
