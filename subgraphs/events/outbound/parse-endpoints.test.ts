import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { stringify } from 'yaml'
import { refusalOfEndpointUrl } from './endpoint-url.ts'
import { type EndpointSources, readEndpoints } from './parse-endpoints.ts'
import { rotateSecret } from './rotate-secret.ts'
import { createSecret } from './secrets.ts'

const SECRET = createSecret()
const CUSTOMER = 'cus_01K8ZC4M2V7Q9T3B5N6R8W0XYE'
const SOURCES: EndpointSources = {
  environment: { CREDENTIAL_ACME: SECRET, CREDENTIAL_SHORT: 'whsec_c2hvcnQ=', CREDENTIAL_PLAIN: 'secret' },
  company: { environments: ['PRODUCTION'], businessUnits: ['emea'] },
}
const ENTRY = {
  id: 'acme',
  url: 'https://hooks.acme.example/weft',
  environment: 'production',
  types: ['INVOICE_PAID'],
  rows: { customerIds: [CUSTOMER], businessUnits: ['emea'] },
  secret: 'env:CREDENTIAL_ACME',
}

describe('the file of endpoints', () => {
  let directory: string
  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'weft-endpoints-'))
  })
  after(() => rmSync(directory, { recursive: true }))

  let count = 0
  function read(content: unknown, sources = SOURCES) {
    count += 1
    const file = path.join(directory, `${count}.yaml`)
    writeFileSync(file, typeof content === 'string' ? content : stringify(content))
    return readEndpoints(file, sources)
  }

  test('says who is told what, with defaults for the rest', () => {
    const [endpoint, second] = read({ endpoints: [ENTRY, { ...ENTRY, id: 'all', rows: 'everything' }] })
    const { readSecrets, ...rest } = endpoint ?? assert.fail()
    assert.deepEqual(rest, {
      id: 'acme',
      url: 'https://hooks.acme.example/weft',
      environment: 'PRODUCTION',
      types: new Set(['INVOICE_PAID']),
      rows: { customerIds: [CUSTOMER], businessUnits: ['emea'] },
      secretReference: 'env:CREDENTIAL_ACME',
      enabled: true,
      timeoutMs: 15_000,
      concurrency: 4,
    })
    assert.deepEqual(readSecrets(), [SECRET])
    assert.deepEqual(second?.rows, { customerIds: undefined, businessUnits: undefined })
    assert.deepEqual(readEndpoints(undefined, SOURCES), [])
  })

  for (const [title, change, problem] of [
    ['an unknown key', { urls: 'x' }, /endpoint acme: Unrecognized key: "urls"/],
    ['a type that is none', { types: ['RECORD_CHANGED'] }, /endpoint acme: types: 0: /],
    ['no type', { types: [] }, /endpoint acme: types: /],
    ['no rows', { rows: {} }, /endpoint acme: rows: /],
    ['an id of another thing', { rows: { customerIds: ['inv_1'] } }, /endpoint acme: rows: /],
    ['no customer', { rows: { customerIds: [] } }, /endpoint acme: rows: /],
    [
      'a unit that is not there',
      { rows: { businessUnits: ['mars'] } },
      /rows: there is no business unit mars/,
    ],
    [
      'another environment',
      { environment: 'sandbox' },
      /environment: sandbox does not go with the connections/,
    ],
    ['a secret in the file', { secret: SECRET }, /endpoint acme: secret: must be env:NAME or file:PATH/],
    [
      'a secret that is not there',
      { secret: 'env:CREDENTIAL_NONE' },
      /secret: the variable CREDENTIAL_NONE is not set/,
    ],
    ['a short secret', { secret: 'env:CREDENTIAL_SHORT' }, /secret: must be whsec_ and 24 to 64 bytes/],
    ['a secret of another kind', { secret: 'env:CREDENTIAL_PLAIN' }, /secret: must be whsec_/],
    ['a deadline of minutes', { timeoutMs: 120_000 }, /endpoint acme: timeoutMs: /],
    [
      'a private address',
      { url: 'https://10.1.2.3/' },
      /endpoint acme: url: 10.1.2.3 is in a private network/,
    ],
  ] as const) {
    test(`is refused for ${title}`, () => {
      assert.throws(() => read({ endpoints: [{ ...ENTRY, ...change }] }), {
        code: 'INVALID_SETTING',
        message: problem,
      })
    })
  }

  test('is refused whole, with its name and every problem in it, and never with a secret', () => {
    const file = path.join(directory, 'wrong.yaml')
    writeFileSync(
      file,
      stringify({
        endpoints: [
          { ...ENTRY, url: 'http://a.example' },
          { ...ENTRY, secret: SECRET },
        ],
      }),
    )
    assert.throws(
      () => readEndpoints(file, SOURCES),
      ({ message }: Error) =>
        message.startsWith(`WEBHOOK_ENDPOINTS_FILE: ${file}: `) &&
        message.includes('endpoint acme: the id is used twice') &&
        message.includes('endpoint acme: url: must be https://') &&
        !message.includes(SECRET),
    )
    assert.throws(
      () => readEndpoints(path.join(directory, 'none.yaml'), SOURCES),
      /cannot be read \(ENOENT\)/,
    )
    assert.throws(
      () => read(`endpoints: [${SECRET}: {`),
      ({ message }: Error) => !message.includes(SECRET),
    )
  })

  test('a rotated secret stands in front of the one before, and the oldest is gone', () => {
    const file = path.join(directory, 'secret')
    writeFileSync(file, `${SECRET}\n`, { mode: 0o600 })
    const [endpoint] = read({ endpoints: [{ ...ENTRY, secret: 'file:secret' }] })
    assert.ok(endpoint)
    const first = rotateSecret(endpoint)
    assert.deepEqual([first.isWritten, endpoint.readSecrets()], [true, [first.secret, SECRET]])
    const second = rotateSecret(endpoint)
    assert.deepEqual(endpoint.readSecrets(), [second.secret, first.secret])
    const [byVariable] = read({ endpoints: [ENTRY] })
    assert.equal(byVariable && rotateSecret(byVariable).isWritten, false)
  })
})

for (const [url, inProduction, elsewhere] of [
  ['https://hooks.acme.example/weft?tenant=1', undefined, undefined],
  ['https://hooks.acme.example:8443/', undefined, undefined],
  ['https://hooks.acme.example:6379/', 'must be on port 443 or 8443', 'must be on port 443 or 8443'],
  ['https://user:secret@acme.example/', /must hold no user/, /must hold no user/],
  ['https://acme.example/#x', 'must have no fragment', 'must have no fragment'],
  ['http://acme.example/', /must be https/, /must be https/],
  ['ftp://127.0.0.1/', /must be https/, /must be https/],
  ['not a url', /must be an https/, /must be an https/],
  ['http://127.0.0.1:9000/', /must be https/, undefined],
  ['https://localhost/', 'localhost is this machine', undefined],
  ['https://[::1]/', '::1 is this machine', undefined],
  ['https://2130706433/', '127.0.0.1 is this machine', undefined],
  ['https://[::ffff:10.0.0.1]/', /is in a private network/, /is in a private network/],
  ['https://192.168.1.1/', /is in a private network/, /is in a private network/],
  ['https://[fd00::1]/', /is in a private network/, /is in a private network/],
  ['https://169.254.169.254/latest', /is not a host that a partner can have/, /is not a host/],
  ['https://[fe80::1]/', /is not a host/, /is not a host/],
  ['https://0.0.0.0/', /is not a host/, /is not a host/],
] as const) {
  test(`${url} as an endpoint: ${inProduction ?? 'allowed'}`, () => {
    for (const [isProduction, expected] of [
      [true, inProduction],
      [false, elsewhere],
    ] as const) {
      const refusal = refusalOfEndpointUrl(url, isProduction)
      if (expected instanceof RegExp) assert.match(refusal ?? '', expected)
      else assert.equal(refusal, expected)
    }
  })
}
