import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Connection } from '#shared/connections/connection.ts'
import { startEmulator } from '#shared/emulator/emulator.ts'
import { isWeftError } from '#shared/errors.ts'
import { formatAmount, parseMoney } from '#shared/money.ts'
import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { salesforceId } from '#demo-world/native-ids.ts'
import { createSalesforceClient } from './client.ts'
import { createSalesforceEmulator } from './emulator/index.ts'
import { toTokenError, toWeftError } from './errors.ts'
import { parseFields } from './fields.ts'
import { createReaders } from './readers.ts'
import { inConditions, isRecordId, quote } from './soql.ts'
import { toCondition, toDecimalText } from './to-canonical/values.ts'

const connection: Connection = {
  id: 'crm-eu',
  name: 'CRM',
  vendor: 'salesforce',
  domain: 'CRM',
  environment: 'SIMULATED',
  baseUrl: 'https://northwind.my.salesforce.com',
  credentials: {},
  fields: {},
  timeoutMs: 2000,
}
const NOW = new Date('2026-11-25T10:00:00Z')
const readersOf = (fields: Record<string, string> = {}) => {
  const configured = { ...connection, fields }
  return createReaders({ connection: configured, fields: parseFields(configured), clock: { now: () => NOW } })
}
const readers = readersOf()

const row = (fields: Record<string, unknown>) => ({
  Id: '800000000000001AAA',
  CreatedDate: '2026-01-02T03:04:05.000+0000',
  LastModifiedDate: '2026-05-06T07:08:09.000+0000',
  CurrencyIsoCode: 'EUR',
  ...fields,
})
const account = (fields: Record<string, unknown>) => row({ Name: 'Acme', ...fields })
const contract = (fields: Record<string, unknown>) => row({ ContractNumber: '00000101', ...fields })
const quoteRow = (fields: Record<string, unknown>) => row({ QuoteNumber: 'Q-1', GrandTotal: 12.5, ...fields })

/** The record, or the error that stands in its place. */
function fieldOf(record: object, name: string): unknown {
  assert.ok(!(record instanceof Error), String(record))
  return (record as Record<string, unknown>)[name]
}

describe('values read as canonical ones, unknown ones as UNKNOWN', () => {
  const statuses = [
    ['Prospect', 'PROSPECT'],
    ['Customer - Direct', 'ACTIVE'],
    ['Customer - Channel', 'ACTIVE'],
    ['Customer', 'ACTIVE'],
    ['Former Customer', 'CHURNED'],
    ['Technology Partner', 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ] as const
  for (const [native, canonical] of statuses)
    test(`Account.Type ${native} is ${canonical}`, () => {
      assert.equal(fieldOf(readers.account.toRecord(account({ Type: native })), 'status'), canonical)
    })

  const contractStatuses = [
    ['Draft', 'DRAFT'],
    ['InApproval', 'IN_APPROVAL'],
    ['Activated', 'ACTIVATED'],
    ['Terminated', 'TERMINATED'],
    ['Expired', 'EXPIRED'],
    ['Dreaming', 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ] as const
  for (const [native, canonical] of contractStatuses)
    test(`Contract.StatusCode ${native} is ${canonical}`, () => {
      assert.equal(fieldOf(readers.contract.toRecord(contract({ StatusCode: native })), 'status'), canonical)
    })

  const quoteStatuses = [
    ['Draft', 'DRAFT'],
    ['Needs Review', 'IN_REVIEW'],
    ['In Review', 'IN_REVIEW'],
    ['Approved', 'APPROVED'],
    ['Rejected', 'REJECTED'],
    ['Presented', 'PRESENTED'],
    ['Accepted', 'ACCEPTED'],
    ['Denied', 'REJECTED'],
    ['Expired', 'EXPIRED'],
    ['Lost in the post', 'UNKNOWN'],
  ] as const
  for (const [native, canonical] of quoteStatuses)
    test(`Quote.Status ${native} is ${canonical}`, () => {
      assert.equal(fieldOf(readers.quote.toRecord(quoteRow({ Status: native })), 'status'), canonical)
    })

  const outcomes = [
    [true, true, true],
    [true, false, false],
    [false, false, undefined],
  ] as const
  for (const [IsClosed, IsWon, won] of outcomes)
    test(`an opportunity closed: ${IsClosed}, won: ${IsWon} reads as ${won}`, () => {
      const native = row({ Name: 'Deal', StageName: 'Any label', IsClosed, IsWon })
      assert.equal(fieldOf(readers.opportunity.toRecord(native), 'won'), won)
    })

  test('roles are the parts of a multi-select picklist', () => {
    const contact = (Roles__c: string | null) =>
      fieldOf(readers.contact.toRecord(row({ Name: 'Jane', Roles__c })), 'roles')
    assert.deepEqual(contact('Primary;Signatory'), ['PRIMARY', 'SIGNATORY'])
    assert.deepEqual(contact('Golf partner'), ['UNKNOWN'])
    assert.deepEqual(contact(null), [])
  })
})

describe('contracts', () => {
  test('a draft without a start has the day on which it was made, and no renewal date', () => {
    const draft = readers.contract.toRecord(contract({ StartDate: null, Auto_Renew__c: true }))
    assert.equal(fieldOf(draft, 'startDate'), '2026-01-02')
    assert.deepEqual(fieldOf(draft, 'renewal'), {
      autoRenew: true,
      noticeDays: undefined,
      renewalDate: undefined,
      upliftPercent: undefined,
      termMonths: undefined,
    })
  })

  test('a contract renews on the day after its last, and says nothing where the org does not', () => {
    const native = { EndDate: '2026-12-31', ContractTerm: 12, Auto_Renew__c: false, Uplift_Percent__c: 4.5 }
    assert.deepEqual(fieldOf(readers.contract.toRecord(contract(native)), 'renewal'), {
      autoRenew: false,
      noticeDays: undefined,
      renewalDate: '2027-01-01',
      upliftPercent: '4.5',
      termMonths: 12,
    })
    assert.equal(fieldOf(readers.contract.toRecord(contract({})), 'renewal'), undefined)
  })

  test('every record says which field each of its values was read from', () => {
    const record = readersOf({ upliftPercent: 'Increase__c', autoRenew: 'Evergreen__c' }).contract.toRecord(
      contract({ Evergreen__c: true, Increase__c: 3 }),
    )
    assert.partialDeepStrictEqual(fieldOf(record, 'fieldSources'), { renewal: 'Contract.Evergreen__c' })
    assert.partialDeepStrictEqual(fieldOf(record, 'renewal'), { autoRenew: true, upliftPercent: '3' })
    assert.deepEqual(fieldOf(record, 'source'), {
      connectionId: 'crm-eu',
      objectType: 'Contract',
      nativeId: '800000000000001AAA',
      readAt: NOW,
      readMode: 'LIVE',
      sourceUpdatedAt: new Date('2026-05-06T07:08:09Z'),
    })
  })
})

describe('addresses', () => {
  const addressOf = (fields: Record<string, unknown>, reading = readers) =>
    fieldOf(reading.account.toRecord(account(fields)), 'billingAddress')
  test('a street of several lines becomes two', () => {
    assert.deepEqual(
      addressOf({ BillingStreet: '1 Main St\r\nFloor 2\r\nRoom 3', BillingCountryCode: 'US' }),
      {
        line1: '1 Main St',
        line2: 'Floor 2, Room 3',
        city: undefined,
        region: undefined,
        postalCode: undefined,
        countryCode: 'US',
      },
    )
  })
  test('an empty address is none, and a typed country is no code', () => {
    assert.equal(addressOf({}), undefined)
    const typed = readersOf({ billingCountry: 'BillingCountry' })
    assert.partialDeepStrictEqual(addressOf({ BillingCity: 'Bonn', BillingCountry: 'Germany' }, typed), {
      city: 'Bonn',
      countryCode: undefined,
    })
  })
})

describe('amounts', () => {
  test('a price with more digits than its currency is rounded half up, a discount is what is missing', () => {
    const line = { Quantity: 3, UnitPrice: 10.005, TotalPrice: 27.01, Product2Id: null }
    const reader = readers.quoteLines.reader
    const record = reader.toRecord(row(line))
    assert.deepEqual(fieldOf(record, 'unitPrice'), { minorUnits: 1001n, currencyCode: 'EUR' })
    assert.deepEqual(fieldOf(record, 'discount'), { minorUnits: 301n, currencyCode: 'EUR' })
    assert.deepEqual(fieldOf(record, 'total'), { minorUnits: 2701n, currencyCode: 'EUR' })
  })

  test('an org with one currency names none in its records', () => {
    const single = readersOf({ singleCurrency: 'JPY' })
    const { CurrencyIsoCode: _, ...native } = quoteRow({ GrandTotal: 500 })
    assert.deepEqual(fieldOf(single.quote.toRecord(native), 'total'), {
      minorUnits: 500n,
      currencyCode: 'JPY',
    })
    assert.ok(!single.quote.select.includes('CurrencyIsoCode'))
  })

  test('every amount of up to 13 digits before and 2 after the point reads as written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (cents) => {
        const sent = Number(formatAmount({ minorUnits: BigInt(cents), currencyCode: 'EUR' }))
        assert.equal(parseMoney(toDecimalText(sent), 'EUR').minorUnits, BigInt(cents))
      }),
    )
  })

  test('what a JSON number cannot say exactly is refused, binary noise is not', () => {
    assert.throws(() => toDecimalText(12345678901234.56), { code: 'INVALID_RESPONSE' })
    assert.equal(toDecimalText(0.1 + 0.2), '0.3')
    assert.equal(toDecimalText(1e-7), '0.0000001')
  })
})

describe('rows that are not as the reference promises', () => {
  const refused: [what: string, objectType: string, record: unknown][] = [
    ['an account without a name', 'Account', readers.account.toRecord(row({}))],
    ['a quote with text for a total', 'Quote', readers.quote.toRecord(quoteRow({ GrandTotal: 'much' }))],
    [
      'a contract with an impossible day',
      'Contract',
      readers.contract.toRecord(contract({ EndDate: '2026-02-31' })),
    ],
    ['a quote without a currency', 'Quote', readers.quote.toRecord(quoteRow({ CurrencyIsoCode: null }))],
  ]
  for (const [what, objectType, record] of refused)
    test(`${what} is INVALID_RESPONSE, for itself alone, by its name`, () => {
      assert.ok(isWeftError(record, 'INVALID_RESPONSE'))
      assert.deepEqual(record.facts, { system: 'crm-eu', objectType, externalId: '800000000000001AAA' })
    })
})

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
