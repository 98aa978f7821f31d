import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { startEmulator } from '#shared/emulator/emulator.ts'
import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { salesforceId } from '#demo-world/native-ids.ts'
import { createSalesforceClient } from './client.ts'
import { createSalesforceEmulator } from './emulator/index.ts'
import { toTokenError, toWeftError } from './errors.ts'
import { parseFields } from './fields.ts'
import { inConditions, isRecordId, quote } from './soql.ts'
import { toCondition } from './to-canonical/values.ts'
import { connection, readers } from './readers.test-support.ts'

describe('refusals', () => {
  const codes: [status: number, errorCode: string | undefined, code: string, retryable: boolean][] = [
    [401, 'INVALID_SESSION_ID', 'AUTH_FAILED', false],
    [403, 'REQUEST_LIMIT_EXCEEDED', 'RATE_LIMITED', true],
    [403, 'INSUFFICIENT_ACCESS', 'FORBIDDEN', false],
    [403, 'API_DISABLED_FOR_ORG', 'NOT_CONFIGURED', false],
    [400, 'INVALID_FIELD', 'NOT_CONFIGURED', false],
    [400, 'INVALID_TYPE', 'NOT_CONFIGURED', false],
    [400, 'MALFORMED_QUERY', 'REJECTED_BY_SYSTEM', false],
    [400, 'QUERY_TIMEOUT', 'TIMEOUT', true],
    [400, 'UNABLE_TO_LOCK_ROW', 'SYSTEM_UNAVAILABLE', true],
    [404, 'NOT_FOUND', 'NOT_FOUND', false],
    [410, undefined, 'NOT_CONFIGURED', false],
    [420, undefined, 'SYSTEM_UNAVAILABLE', true],
    [500, 'UNKNOWN_EXCEPTION', 'SYSTEM_UNAVAILABLE', true],
    [503, 'SERVER_UNAVAILABLE', 'SYSTEM_UNAVAILABLE', true],
  ]
  for (const [status, errorCode, code, retryable] of codes)
    test(`${status} ${errorCode ?? 'without a body'} is ${code}`, () => {
      const body = errorCode === undefined ? undefined : [{ errorCode, message: 'secret words' }]
      const error = toWeftError(status, body, 'crm-eu')
      assert.deepEqual([error.code, error.retryable], [code, retryable])
      assert.ok(!JSON.stringify(error.extensions).includes('secret'))
    })

  test('whatever the token endpoint refuses is AUTH_FAILED, unless it is down', () => {
    assert.equal(toTokenError(400, { error: 'invalid_grant' }, 'crm-eu').code, 'AUTH_FAILED')
    assert.equal(toTokenError(503, undefined, 'crm-eu').code, 'SYSTEM_UNAVAILABLE')
  })
})

describe('queries', () => {
  test('text in a query is quoted, whatever it holds', () => {
    assert.equal(quote("O'Hara \\ Sons"), "'O\\'Hara \\\\ Sons'")
  })

  test('ids are asked in pieces whose address stays below 16 KB', () => {
    const ids = Array.from({ length: 1000 }, (_, index) => salesforceId('001', String(index)))
    const conditions = inConditions('Id', ids)
    assert.equal(conditions.length, 3)
    assert.ok(
      conditions.every(
        (condition) =>
          encodeURIComponent(`SELECT ${readers.account.select} FROM Account WHERE ${condition}`).length <
          15_000,
      ),
    )
  })

  test('what cannot be an id is never asked for', () => {
    assert.ok(isRecordId(salesforceId('001', 'acme')) && isRecordId('001000000000001'))
    assert.ok(!isRecordId("001' OR Id != '") && !isRecordId(''))
  })

  test('a filter names the native values that read as the canonical ones', () => {
    const table = { Draft: 'DRAFT', 'In Review': 'IN_REVIEW', 'Needs Review': 'IN_REVIEW' } as const
    assert.equal(toCondition('Status', table, ['IN_REVIEW']), "(Status IN ('In Review','Needs Review'))")
    assert.equal(
      toCondition('Status', table, ['DRAFT', 'UNKNOWN']),
      "(Status IN ('Draft') OR Status NOT IN ('Draft','In Review','Needs Review'))",
    )
    assert.equal(toCondition('Status', table, ['EXPIRED']), 'Id = null')
  })
})

describe('fields of a connection', () => {
  for (const fields of [{ nonsense: 'A__c' }, { taxId: "x FROM Account WHERE Id != '" }, { taxId: '' }])
    test(`${JSON.stringify(fields)} refuses the connection`, () => {
      assert.throws(() => parseFields({ ...connection, fields }), { code: 'INVALID_CONNECTION' })
    })
})

describe('the client', () => {
  const call = () => ({ correlationId: 'test', signal: new AbortController().signal })
  const startClient = async () => {
    const emulator = await startEmulator(createSalesforceEmulator())
    const { baseUrl, credentials } = emulator
    const client = createSalesforceClient(
      { ...connection, baseUrl, credentials },
      { logger: silentLogger, clock: systemClock },
    )
    const close = async () => {
      await client.close()
      await emulator.close()
    }
    return { emulator, client, [Symbol.asyncDispose]: close }
  }
  const paths = (emulator: Awaited<ReturnType<typeof startClient>>['emulator']) =>
    emulator.calls().map(({ path, status }) => `${path} ${status}`)

  test('reads the answer that the vendor publishes, and follows it to the next page', async () => {
    await using world = await startClient()
    const { answer } = JSON.parse(readFileSync(new URL('fixtures/query-more.json', import.meta.url), 'utf8'))
    world.emulator.fail({ path: '/services/data', times: 1, status: 200, body: answer })
    const last = { ...answer, done: true, nextRecordsUrl: undefined }
    world.emulator.fail({ path: '/services/data', times: 1, status: 200, body: last })
    const rows = await world.client.query('SELECT Id, Name FROM Contact', call())
    assert.deepEqual(
      rows.map(({ Name }) => Name),
      ['John Smith', 'John Smith'],
    )
    assert.deepEqual(paths(world.emulator), [
      '/services/oauth2/token 200',
      '/services/data/v66.0/query 200',
      '/services/data/v66.0/query/01gRO0000016PIAYA2-500 200',
    ])
  })

  test('queries of one turn travel together, five to a call, and one token serves all', async () => {
    await using world = await startClient()
    const one = call()
    const rows = await Promise.all(
      Array.from({ length: 7 }, () => world.client.query('SELECT Id FROM Product2', one)),
    )
    assert.ok(rows.every((found) => found.length === 5))
    assert.deepEqual(paths(world.emulator), [
      '/services/oauth2/token 200',
      '/services/data/v66.0/composite 200',
      '/services/data/v66.0/composite 200',
    ])
  })

  test('queries of two operations never share a call', async () => {
    await using world = await startClient()
    await Promise.all([
      world.client.query('SELECT Id FROM Product2', { ...call(), correlationId: 'one' }),
      world.client.query('SELECT Id FROM Product2', { ...call(), correlationId: 'two' }),
    ])
    const asked = world.emulator.calls().filter(({ path }) => path.endsWith('/query'))
    assert.deepEqual(asked.map(({ headers }) => headers['x-correlation-id']).sort(), ['one', 'two'])
  })

  test('a session that ended is replaced once and the call repeated; a second 401 is AUTH_FAILED', async () => {
    await using world = await startClient()
    const expired = [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]
    world.emulator.fail({ path: '/services/data', times: 1, status: 401, body: expired })
    assert.equal((await world.client.query('SELECT Id FROM Product2', call())).length, 5)
    assert.deepEqual(
      paths(world.emulator).map((line) => line.split('/').at(-1)),
      ['token 200', 'query 401', 'token 200', 'query 200'],
    )
    world.emulator.fail({ path: '/services/data', status: 401, body: expired })
    await assert.rejects(world.client.query('SELECT Id FROM Product2', call()), { code: 'AUTH_FAILED' })
  })

  test('a limit that is used up is not asked again', async () => {
    await using world = await startClient()
    const body = [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }]
    world.emulator.fail({ path: '/services/data', status: 403, body })
    await assert.rejects(world.client.query('SELECT Id FROM Product2', call()), { code: 'RATE_LIMITED' })
    assert.equal(world.emulator.calls().length, 2)
  })

  test('the limit used up inside a composite answer stops the calls that follow', async () => {
    await using world = await startClient()
    const part = {
      body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
      httpStatusCode: 403,
    }
    world.emulator.fail({
      times: 1,
      path: '/services/data',
      status: 200,
      body: { compositeResponse: [part, part] },
    })
    const one = call()
    const ask = () => world.client.query('SELECT Id FROM Product2', one)
    await Promise.all([
      assert.rejects(ask(), { code: 'RATE_LIMITED' }),
      assert.rejects(ask(), { code: 'RATE_LIMITED' }),
    ])
    await assert.rejects(ask(), {
      code: 'RATE_LIMITED',
      facts: { system: connection.id, retryAfterSeconds: 1 },
    })
    assert.equal(world.emulator.calls().length, 2)
  })

  test('a row that is locked for a moment is read again, and says nothing about the org', async () => {
    await using world = await startClient()
    const body = [{ errorCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access' }]
    world.emulator.fail({ path: '/services/data', times: 1, status: 400, body })
    assert.equal((await world.client.query('SELECT Id FROM Product2', call())).length, 5)
    world.emulator.fail({ path: '/services/data', status: 400, body })
    for (let read = 0; read < 3; read += 1)
      await assert.rejects(world.client.query('SELECT Id FROM Product2', call()), {
        code: 'SYSTEM_UNAVAILABLE',
      })
    assert.equal(world.client.health().circuit, 'CLOSED')
  })

  test('the daily limit is learnt from every answer', async () => {
    await using world = await startClient()
    const headers = { 'sforce-limit-info': 'api-usage=70/100; per-app-api-usage=17/250(appName=weft)' }
    world.emulator.fail({ path: '/services/data', times: 1, status: 200, headers, body: { records: [] } })
    await world.client.query('SELECT Id FROM Product2', call())
    const { calls: _calls, ...health } = world.client.health()
    assert.deepEqual(health, {
      circuit: 'CLOSED',
      apiVersion: 'v66.0',
      budget: { kind: 'daily', limit: 100, remaining: 30, resetsAt: undefined, reservedForWrites: 20 },
    })
  })

  test('a page of HTML in place of JSON is INVALID_RESPONSE', async () => {
    await using world = await startClient()
    world.emulator.fail({ path: '/services/data', status: 200, body: '<html>maintenance</html>' })
    await assert.rejects(world.client.query('SELECT Id FROM Product2', call()), { code: 'INVALID_RESPONSE' })
  })
})
