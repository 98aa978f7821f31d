import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseConfiguration } from './parse-configuration.ts'

const entry = (lines: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'crm-one',
  name: 'One',
  vendor: 'acme-crm',
  environment: 'sandbox',
  baseUrl: 'https://one.example.com',
  credentials: { token: 'env:CREDENTIAL_ONE' },
  ...lines,
})

const parse = (connections: unknown, more: Record<string, unknown> = {}) =>
  parseConfiguration(JSON.stringify({ connections, ...more }), {
    vendors: new Map([['acme-crm', 'CRM']]),
    environment: { CREDENTIAL_ONE: 's3cret' },
    directory: '.',
  })

test('an entry becomes a connection with its secrets resolved', () => {
  const { connections } = parse([entry({ baseUrl: 'http://localhost:8080/', fields: { taxId: 'VAT__c' } })])
  assert.deepEqual(connections, [
    {
      id: 'crm-one',
      name: 'One',
      vendor: 'acme-crm',
      domain: 'CRM',
      environment: 'SANDBOX',
      baseUrl: 'http://localhost:8080',
      credentials: { token: 's3cret' },
      fields: { taxId: 'VAT__c' },
      timeoutMs: 10_000,
    },
  ])
})

test('the limits of a connection are kept, each of them optional', () => {
  const limits = { concurrency: 3, dailyRequests: 90_000, reservedForWrites: 0.1 }
  const { connections } = parse([entry({ limits })])
  assert.deepEqual(connections[0]?.limits, limits)
})

test('business units are read with their parents and legal entities', () => {
  const legalEntities = [{ connectionId: 'crm-one', objectType: 'subsidiary', nativeId: '7' }]
  const units = [
    { key: 'emea', name: 'Europe', region: 'EMEA' },
    { key: 'dach', name: 'DACH', parentKey: 'emea', legalEntities },
  ]
  assert.deepEqual(parse([entry()], { businessUnits: units }).businessUnits, units)
})

test('a business unit that refers to nothing is refused by its key', () => {
  const refers = (more: Record<string, unknown>) => () =>
    parse([entry()], { businessUnits: [{ key: 'dach', name: 'DACH', ...more }] })
  assert.throws(refers({ parentKey: 'mars' }), {
    code: 'INVALID_CONNECTION',
    message: /business unit dach: there is no unit mars/,
  })
  const legalEntities = [{ connectionId: 'erp-nine', objectType: 'subsidiary', nativeId: '7' }]
  assert.throws(refers({ legalEntities }), { message: /business unit dach: there is no connection erp-nine/ })
})

const REFUSED: [string, unknown, RegExp][] = [
  [
    'a vendor without a provider',
    [entry({ vendor: 'oracle' })],
    /connection crm-one: vendor must be one of acme-crm/,
  ],
  [
    'plain http to another machine',
    [entry({ baseUrl: 'http://one.example.com' })],
    /crm-one: baseUrl: must be an origin/,
  ],
  [
    'a path in the base URL',
    [entry({ baseUrl: 'https://one.example.com/api' })],
    /crm-one: baseUrl: must be an origin/,
  ],
  ['credentials in the base URL', [entry({ baseUrl: 'https://a:b@one.example.com' })], /crm-one: baseUrl/],
  ['an unknown key', [entry({ baseURL: 'x' })], /crm-one: Unrecognized key: "baseURL"/],
  ['no id', [entry({ id: undefined })], /connection number 1: id/],
  ['the same id twice', [entry(), entry()], /connection crm-one: the id is used twice/],
  [
    'a secret in the file',
    [entry({ credentials: { token: 'hunter2' } })],
    /crm-one: credentials: token: must be env:NAME/,
  ],
  [
    'a variable that is not set',
    [entry({ credentials: { token: 'env:NOPE' } })],
    /token: the variable NOPE is not set/,
  ],
  [
    'a file that is not there',
    [entry({ credentials: { token: 'file:nope' } })],
    /token: the file nope cannot be read/,
  ],
  [
    'production beside a sandbox',
    [entry({ environment: 'production' }), entry({ id: 'crm-two' })],
    /connection crm-two: sandbox cannot stand beside production/,
  ],
  ['a limit of nothing', [entry({ limits: { concurrency: 0 } })], /crm-one: limits: concurrency: Too small/],
  [
    'everything kept for writes',
    [entry({ limits: { reservedForWrites: 1 } })],
    /crm-one: limits: reservedForWrites: Too big/,
  ],
  ['an unknown limit', [entry({ limits: { perHour: 5 } })], /crm-one: limits: Unrecognized key: "perHour"/],
  ['no connection at all', [], /connections: /],
]
for (const [title, connections, message] of REFUSED) {
  test(`${title} is refused, by the name of the entry`, () => {
    assert.throws(() => parse(connections), { code: 'INVALID_CONNECTION', message })
  })
}

test('a refusal does not repeat a secret', () => {
  assert.throws(
    () => parse([entry({ credentials: { token: 'hunter2' } })]),
    (error: Error) => {
      return !error.message.includes('hunter2')
    },
  )
})

test('a secret may be a file beside the connections file', (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'weft-'))
  context.after(() => rmSync(directory, { recursive: true }))
  writeFileSync(join(directory, 'token'), 'from-a-file\n')
  const connections = [entry({ credentials: { token: 'file:token' } })]
  const { connections: parsed } = parseConfiguration(JSON.stringify({ connections }), {
    vendors: new Map([['acme-crm', 'CRM']]),
    environment: {},
    directory,
  })
  assert.equal(parsed[0]?.credentials.token, 'from-a-file')
})

test('what is not YAML is refused', () => {
  const options = { vendors: new Map(), environment: {}, directory: '.' }
  assert.throws(() => parseConfiguration('a: [', options), {
    code: 'INVALID_CONNECTION',
    message: /not YAML/,
  })
})
