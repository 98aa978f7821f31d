import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Answer } from '#shared/answer.ts'
import { systemClock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { isWeftError } from '#shared/errors.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { type Readable, readable } from '../../../../test/support/readable.ts'
import type { SupportProvider } from '../../provider.ts'
import { unpackBatch } from './batch.ts'
import { createServicenowEmulator } from './emulator/index.ts'
import { createServicenowProvider } from './index.ts'
import type { Row } from './native.ts'
import { encodeQuery } from './query.ts'
import { stateConditions } from './to-canonical/case.ts'
import { CONNECTION } from './published.test-support.ts'

describe('a query', () => {
  const fields: Row<'state' | 'openedAt'> = { state: 'state', openedAt: 'opened_at' }

  test('joins conditions, branches and order', () => {
    const query = {
      anyOf: [[['state', 'IN', ['1', '10']]], [['openedAt', '<', '2026-11-24 09:00:00']]],
      orderBy: ['-openedAt', 'state'],
    } as const
    assert.equal(
      encodeQuery(fields, query),
      'stateIN1,10^NQopened_at<2026-11-24 09:00:00^ORDERBYDESCopened_at^ORDERBYstate',
    )
  })

  for (const value of ['1^ORstate=2', '1,2', 'javascript:gs.getUserID()', '']) {
    test(`refuses the value ${JSON.stringify(value)}`, () => {
      assert.throws(() => encodeQuery(fields, { anyOf: [[['state', '=', value]]], orderBy: [] }), {
        code: 'INVALID_ARGUMENT',
      })
    })
  }

  for (const [statuses, conditions] of [
    [undefined, [[]]],
    [['NEW', 'CLOSED'], [[['state', 'IN', ['1', '3']]]]],
    [['ON_HOLD'], []],
    [[], []],
    [['UNKNOWN'], [[['state', 'NOT IN', ['1', '3', '6', '10', '18']]]]],
  ] as const) {
    test(`for the statuses ${statuses?.join(', ') ?? '(any)'} asks for the states behind them`, () => {
      assert.deepEqual(stateConditions(statuses), conditions)
    })
  }
})

for (const [title, fields] of [
  ['a field that Weft does not know', { supportTeir: 'u_tier' }],
  ['a name that is no field', { supportTier: 'u_tier^ORDERBYname' }],
  ['an empty name of a characteristic', { slaCharacteristic: ' ' }],
] as const) {
  test(`a connection is refused for ${title}`, () => {
    assert.throws(
      () => createServicenowProvider({ ...CONNECTION, fields }, { logger: silentLogger, clock: systemClock }),
      { code: 'INVALID_CONNECTION' },
    )
  })
}

test('the published batch answer reads as answers of their own', () => {
  const text = readFileSync(new URL('fixtures/batch.json', import.meta.url), 'utf8')
  const { serviced, unserviced } = unpackBatch(
    (JSON.parse(text) as { answer: unknown }).answer,
    CONNECTION.id,
  )
  assert.deepEqual(
    [...serviced].map(([id, { status, headers }]) => [id, status, headers['content-type']]),
    [
      ['11', 200, 'application/xml; charset=UTF-8'],
      ['12', 200, undefined],
      ['13', 201, undefined],
    ],
  )
  assert.match(serviced.get('11')?.text ?? '', /^<\?xml/)
  assert.deepEqual(unserviced, [])
})

test('a connection without a client secret is refused', () => {
  const credentials = { clientId: 'x' }
  assert.throws(
    () =>
      createServicenowProvider({ ...CONNECTION, credentials }, { logger: silentLogger, clock: systemClock }),
    { code: 'INVALID_CONNECTION' },
  )
})

describe('over HTTP', () => {
  let emulator: Emulator
  let provider: SupportProvider
  const globex = { id: '' }
  let call: CallContext

  const create = (changes: Partial<Connection> = {}): SupportProvider =>
    createServicenowProvider(
      { ...CONNECTION, baseUrl: emulator.baseUrl, credentials: emulator.credentials, ...changes },
      { logger: silentLogger, clock: systemClock },
    )
  const configure = (settings: unknown): Promise<Response> =>
    fetch(`${emulator.baseUrl}/__emulator/instance`, { method: 'POST', body: JSON.stringify(settings) })
  const dataCalls = (): string[] =>
    emulator
      .calls()
      .filter(({ path }) => path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path}`)
  const valueOr = <Value>(answer: Answer<Value> | undefined): Readable<Value> => {
    assert.ok(!isWeftError(answer), String(answer))
    return readable(answer) as Readable<Value>
  }
  const getAccount = async (): Promise<Answer<unknown>> => (await provider.getAccounts([globex.id], call))[0]

  before(async () => {
    emulator = await startEmulator(createServicenowEmulator())
  })
  beforeEach(async () => {
    emulator.reset()
    await provider?.close()
    provider = create()
    call = { correlationId: 'test', signal: new AbortController().signal }
    const { identities } = await provider.identities.listIdentities('Customer', undefined, call)
    globex.id = identities.find(({ name }) => name === 'Globex')?.ref.nativeId ?? ''
  })
  after(async () => {
    await provider.close()
    await emulator.close()
  })

  test('what one operation asks for in one turn is one call', async () => {
    const before = dataCalls().length
    const [accounts, cases, entitlements] = await Promise.all([
      provider.getAccounts([globex.id], call),
      provider.listCases(
        [{ accountIds: [globex.id], statuses: undefined, first: 5, after: undefined }],
        call,
      ),
      provider.listEntitlements([globex.id], call),
    ])
    assert.deepEqual(dataCalls().slice(before), ['POST /api/now/v1/batch'])
    assert.equal(valueOr(accounts[0])?.name, 'Globex')
    assert.equal(valueOr(cases[0]).items[0]?.caseNumber, 'CS0001010')
    assert.equal(valueOr(entitlements[0])[0]?.remainingUnits, '5')
  })

  test('operations do not share a call', async () => {
    const before = dataCalls().length
    const other: CallContext = { ...call, correlationId: 'other' }
    await Promise.all([provider.getAccounts([globex.id], call), provider.getAccounts([globex.id], other)])
    const made = emulator.calls().filter(({ path }) => path.startsWith('/api/'))
    assert.deepEqual(
      made
        .slice(before)
        .map(({ headers }) => headers['x-correlation-id'])
        .sort(),
      ['other', 'test'],
    )
  })

  test('no cookie is sent back', async () => {
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
    let now = new Date()
    const clock = { now: () => now }
    const patient = createServicenowProvider(
      { ...CONNECTION, baseUrl: emulator.baseUrl, credentials: emulator.credentials },
      { logger: silentLogger, clock },
    )
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
    const stranger = create({ credentials: { clientId: 'x', clientSecret: 'y' } })
    await assert.rejects(stranger.getAccounts([globex.id], call), { code: 'AUTH_FAILED' })
    await stranger.close()
  })

  test('a failing node is asked again', async () => {
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
    await configure({ hourlyLimit: 0 })
    const before = dataCalls().length
    await assert.rejects(getAccount(), (error) => {
      assert.ok(isWeftError(error, 'RATE_LIMITED'))
      return Number(error.facts.retryAfterSeconds) > 0
    })
    assert.equal(dataCalls().length - before, 1)
  })

  test("an administrator's rule is learnt from the headers and counted with it", async () => {
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
    emulator.fail({ path: '/api/', delayMs: 60_000 })
    const controller = new AbortController()
    const refused = assert.rejects(
      provider.getAccounts([globex.id], { ...call, signal: controller.signal }),
      { code: 'TIMEOUT' },
    )
    controller.abort()
    await refused
  })

  test('a field that the instance lacks is NOT_CONFIGURED, not the rows of everybody', async () => {
    await configure({ dropFields: ['sn_pss_core_service_contract.u_crm_contract_id'] })
    await assert.rejects(provider.listEntitlementsOfContracts(['800000000000001AAA'], call), {
      code: 'NOT_CONFIGURED',
    })
  })

  test('a table that the instance lacks fails what needs it and nothing else', async () => {
    await configure({ dropTables: ['sn_pss_core_entitlement_usage'] })
    const [accounts, entitlements] = await Promise.allSettled([
      provider.getAccounts([globex.id], call),
      provider.listEntitlements([globex.id], call),
    ])
    assert.equal(accounts.status, 'fulfilled')
    assert.equal(entitlements.status === 'rejected' && entitlements.reason.code, 'NOT_CONFIGURED')
  })

  test('a row of another shape fails alone', async () => {
    const row = { sys_id: globex.id, name: 'Globex' }
    emulator.fail({ path: '/api/', body: { result: [row, { sys_id: 'other', name: ['?'] }] }, status: 200 })
    const [good, bad] = await provider.getAccounts([globex.id, 'other'], call)
    assert.equal(valueOr(good)?.name, 'Globex')
    assert.ok(isWeftError(bad, 'INVALID_RESPONSE'))
    const { identities } = await provider.identities.listIdentities('Customer', undefined, call)
    assert.deepEqual(
      identities.map(({ name }) => name),
      ['Globex'],
    )
  })

  test('what a quota cut off a batch is asked again', async () => {
    await configure({ batchQuota: 2 })
    const before = dataCalls().length
    const [entitlements] = await provider.listEntitlements([globex.id], call)
    assert.equal(valueOr(entitlements).length, 1)
    assert.equal(dataCalls().length - before, 2)
  })

  test('a batch that gets nowhere is TIMEOUT', async () => {
    await configure({ batchQuota: 0 })
    await assert.rejects(provider.listEntitlements([globex.id], call), { code: 'TIMEOUT' })
  })

  describe('of the cases that the integration user may not read', () => {
    const request = { accountIds: [''], statuses: undefined, first: 1, after: undefined }

    /** Adds older cases, and hides as many of the newest. */
    async function hideNewest(count: number): Promise<void> {
      request.accountIds = [globex.id]
      const [page] = await provider.listCases([request], { ...call })
      const hidden = valueOr(page).items.map(({ nativeId }) => nativeId)
      for (const day of ['01', '02', '03', '04']) {
        const sysId = await addCase({ account: globex.id, opened_at: `2020-01-${day} 09:00:00` })
        if (hidden.length < count && day > '02') hidden.push(sysId)
      }
      await configure({ hidden: hidden.map((id) => `sn_customerservice_case/${id}`) })
    }

    async function addCase(fields: Record<string, string>): Promise<string> {
      const { username, password } = emulator.credentials
      const response = await fetch(`${emulator.baseUrl}/api/now/v2/table/sn_customerservice_case`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(fields),
      })
      return ((await response.json()) as { result: { sys_id: string } }).result.sys_id
    }

    for (const [count, openedAt] of [
      [1, '2020-01-04T09:00:00.000Z'],
      [3, '2020-01-02T09:00:00.000Z'],
    ] as const) {
      test(`${count} hidden ones leave a page that shows the next and goes on`, async () => {
        await hideNewest(count)
        const [page] = await provider.listCases([request], { ...call })
        const { items, hasNextPage } = valueOr(page)
        assert.deepEqual([items.map((each) => each.openedAt.toISOString()), hasNextPage], [[openedAt], true])
      })
    }
  })

  test('renamed fields are read', async () => {
    const renamed = create({ fields: { supportTier: 'rank_tier', 'custom.phone': 'phone' } })
    const [account] = await renamed.getAccounts([globex.id], call)
    assert.equal(valueOr(account)?.supportTier, 'valued')
    assert.equal(valueOr(account)?.fieldSources.supportTier, 'customer_account.rank_tier')
    assert.equal(valueOr(account)?.customFields.at(-1)?.key, 'phone')
    await renamed.close()
  })
})
