import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { WeftError } from '../errors.ts'
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

test('orders of systems are read for the company and for its units', () => {
  const { systemOfRecord, businessUnits } = parse([entry()], {
    systemOfRecord: { 'Product.name': ['billing', 'crm'] },
    businessUnits: [
      { key: 'emea', name: 'Europe', systemOfRecord: { 'Invoice.invoiceNumber': ['billing'] } },
    ],
  })
  assert.deepEqual(systemOfRecord, { 'Product.name': ['BILLING', 'CRM'] })
  assert.deepEqual(businessUnits[0]?.systemOfRecord, { 'Invoice.invoiceNumber': ['BILLING'] })
  assert.throws(() => parse([entry()], { systemOfRecord: { 'Product.name': ['sap'] } }), {
    code: 'INVALID_CONNECTION',
    message: /systemOfRecord.Product.name.0/,
  })
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
  ['a domain, which the vendor decides', [entry({ domain: 'CRM' })], /crm-one: Unrecognized key: "domain"/],
  ['an unknown environment', [entry({ environment: 'staging' })], /crm-one: environment: Invalid option/],
  ['an unknown key', [entry({ baseURL: 'x' })], /crm-one: Unrecognized key: "baseURL"/],
  ['no id', [entry({ id: undefined })], /connection number 1: id/],
  ['an id with a line break', [entry({ id: 'a\nb' })], /connection a\nb: id: must be lower case/],
  ['an entry that is a word', ['crm-one'], /connection number 1: /],
  ['the same id twice', [entry(), entry()], /connection crm-one: the id is used twice/],
  [
    'production beside a sandbox',
    [entry({ environment: 'production' }), entry({ id: 'crm-two' })],
    /connection crm-two: sandbox cannot stand beside production/,
  ],
  [
    'production beside an emulator',
    [entry({ environment: 'production' }), entry({ id: 'crm-two', environment: 'simulated' })],
    /connection crm-two: simulated cannot stand beside production/,
  ],
  ['a deadline of nothing', [entry({ timeoutMs: 0 })], /crm-one: timeoutMs: Too small/],
  ['a limit of nothing', [entry({ limits: { concurrency: 0 } })], /crm-one: limits: concurrency: Too small/],
  [
    'everything kept for writes',
    [entry({ limits: { reservedForWrites: 1 } })],
    /crm-one: limits: reservedForWrites: Too big/,
  ],
  ['an unknown limit', [entry({ limits: { perHour: 5 } })], /crm-one: limits: Unrecognized key: "perHour"/],
  ['no connection at all', [], /connections: /],
  ['connections by name', { one: entry() }, /connections: /],
]
for (const [title, connections, message] of REFUSED) {
  test(`${title} is refused, by the name of the entry`, () => {
    assert.throws(() => parse(connections), { code: 'INVALID_CONNECTION', message })
  })
}

const BASE_URLS: [baseUrl: unknown, refusal: RegExp | undefined, allowPrivateNetwork?: boolean][] = [
  ['https://one.example.com', undefined],
  ['https://one.example.com/', undefined],
  ['https://one.example.com:8443', undefined],
  ['https://93.184.216.34', undefined],
  ['https://[2606:2800:220:1:248:1893:25c8:1946]', undefined],
  ['http://localhost:8080', undefined],
  ['http://127.0.0.1:8080', undefined],
  ['http://[::1]:8080', undefined],
  ['https://10.1.2.3', undefined, true],
  ['https://[fd12:3456::1]', undefined, true],
  [undefined, /Invalid input/],
  [8080, /Invalid input/],
  ['one.example.com', /must be an origin/],
  ['https://', /must be an origin/],
  ['https://one.example.com/api', /without a path/],
  ['https://one.example.com?a=1', /without a path/],
  ['https://one.example.com#a', /without a path/],
  ['https://user:hunter2@one.example.com', /must hold no user and no password/],
  ['http://one.example.com', /must be https/],
  ['http://10.1.2.3', /must be https/, true],
  ['file:///etc/passwd', /without a path/],
  ['ftp://one.example.com', /must be https/],
  ['HTTPS://one.example.com', /must be written as https:\/\/one.example.com/],
  ['https://one.example.com:443', /must be written as/],
  ['https://0x7f.1', /must be written as https:\/\/127.0.0.1/],
  ['https://2852039166', /must be written as https:\/\/169.254.169.254/],
  ['https://10.1.2.3', /in a private network: say allowPrivateNetwork: true/],
  ['https://172.31.0.1', /in a private network/],
  ['https://192.168.0.1', /in a private network/],
  ['https://100.64.0.1', /in a private network/],
  ['https://[fd12:3456::1]', /in a private network/],
  ['https://[::ffff:a01:203]', /in a private network/],
  ['https://169.254.169.254', /not a host that a vendor can have/, true],
  ['https://[fe80::1]', /not a host that a vendor can have/, true],
  ['https://[fd00:ec2::254]', /not a host that a vendor can have/, true],
  ['https://[::ffff:a9fe:a9fe]', /not a host that a vendor can have/, true],
  ['https://[64:ff9b::a9fe:a9fe]', /not a host that a vendor can have/, true],
  ['https://0.0.0.0', /not a host that a vendor can have/, true],
  ['https://255.255.255.255', /not a host that a vendor can have/, true],
]
for (const [baseUrl, refusal, allowPrivateNetwork] of BASE_URLS) {
  const allowed = allowPrivateNetwork === undefined ? '' : ', private networks allowed,'
  test(`the base URL ${baseUrl}${allowed} is ${refusal ? 'refused' : 'called'}`, () => {
    const run = () => parse([entry({ baseUrl, ...(allowPrivateNetwork && { allowPrivateNetwork }) })])
    if (!refusal) return void run()
    assert.throws(run, (error: WeftError) => {
      assert.deepEqual([error.code, error.message.includes('hunter2')], ['INVALID_CONNECTION', false])
      assert.match(error.message, /^connection crm-one: baseUrl: /)
      assert.match(error.message, refusal)
      return true
    })
  })
}

const CREDENTIALS: [title: string, reference: unknown, refusal: RegExp][] = [
  ['a secret in the file', 'hunter2', /token: must be env:NAME or file:PATH/],
  ['a reference to nothing', 'env:', /token: must be env:NAME or file:PATH/],
  ['a number', 5, /crm-one: credentials: token: Invalid input/],
  ['a variable that is not set', 'env:NOPE', /token: the variable NOPE is not set/],
  ['what every object has', 'env:constructor', /token: the variable constructor is not set/],
  ['an empty variable', 'env:EMPTY', /token: the variable EMPTY is empty/],
  ['a variable of blanks', 'env:BLANK', /token: the variable BLANK is empty/],
  ['a file that is not there', 'file:nope', /token: the file nope cannot be read \(ENOENT\)/],
  ['a folder', 'file:.', /token: the file \. cannot be read \(EISDIR\)/],
  ['an empty file', 'file:empty', /token: the file empty is empty/],
  ['a file that holds far more than a secret', 'file:large', /token: the file large is larger than 64 KiB/],
]
for (const [title, token, message] of CREDENTIALS) {
  test(`as a credential, ${title} is refused by its name and not by its value`, (context) => {
    const directory = mkdtempSync(join(tmpdir(), 'weft-'))
    context.after(() => rmSync(directory, { recursive: true }))
    writeFileSync(join(directory, 'empty'), '\n')
    writeFileSync(join(directory, 'large'), 'hunter2'.repeat(10_000))
    const run = () =>
      parseConfiguration(JSON.stringify({ connections: [entry({ credentials: { token } })] }), {
        vendors: new Map([['acme-crm', 'CRM']]),
        environment: { EMPTY: '', BLANK: ' \n' },
        directory,
      })
    assert.throws(run, { code: 'INVALID_CONNECTION', message })
    assert.throws(run, (error: Error) => !error.message.includes('hunter2'))
  })
}

const FILES: [title: string, yaml: string, refusal: RegExp][] = [
  ['nothing', '', /the file: Invalid input/],
  ['a list', '- a', /the file: Invalid input/],
  ['a word', 'hunter2', /the file: Invalid input/],
  ['an open bracket', 'connections: [\n  hunter2', /not YAML: line 2: /],
  ['a key twice', 'connections: []\nconnections: []', /not YAML: line 2: DUPLICATE_KEY/],
  ['an unknown key', 'connection: []', /Unrecognized key: "connection"/],
  ['an alias to nothing', 'connections: *hunter2', /not YAML/],
  [
    'aliases that multiply',
    `a: &a [x]\n${'bcdefghi'
      .split('')
      .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]`)
      .join('\n')}`,
    /not YAML/,
  ],
  ['a tower of lists', '['.repeat(50_000), /not YAML/],
  ['more than a million characters', `# ${'x'.repeat(1_000_000)}`, /larger than a million characters/],
]
for (const [title, yaml, message] of FILES) {
  test(`a file with ${title} is refused, without a word of it`, () => {
    const run = () => parseConfiguration(yaml, { vendors: new Map(), environment: {}, directory: '.' })
    assert.throws(run, { code: 'INVALID_CONNECTION', message })
    assert.throws(run, (error: Error) => !error.message.includes('hunter2'))
  })
}

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
