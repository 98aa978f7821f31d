import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { renderEnvExample } from '#shared/settings.ts'
import { readSettings, SETTINGS } from './settings.ts'

const read = (environment: Record<string, string>) => readSettings({ environment, file: {} })

const MALFORMED: [string, string][] = [
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['HOST', 'example.com'],
  ['DATABASE_URL', 'mysql://localhost/weft'],
  ['EXECUTION', 'fast'],
  ['EXECUTION_TIMEOUT_MS', '0'],
  ['LOG_LEVEL', 'loud'],
  ['CACHE_URL', 'memcached://localhost'],
  ['CACHE_MAX_AGE_SECONDS', '-1'],
  ['CACHE_STALE_SECONDS', '1h'],
  ['CACHE_MEGABYTES', '0'],
  ['AUTH_ISSUER', 'http://idp.example.com'],
  ['SUBGRAPHS_APART', 'crm,'],
  ['SUBGRAPHS_APART', 'crm=crm.internal'],
  ['SUBGRAPHS_APART', 'CRM'],
  ['SUBGRAPH_JWKS', 'http://gateway.internal/keys'],
  ['SUBGRAPH_HOST', 'crm.internal'],
  ['SUBGRAPH_PORT', '-1'],
]
for (const [name, value] of MALFORMED) {
  test(`${name}=${value} is refused by name`, () => {
    assert.throws(() => read({ [name]: value }), {
      code: 'INVALID_SETTING',
      message: new RegExp(`^${name} must be `),
    })
  })
}

const INCOMPLETE: [string, Record<string, string>][] = [
  ['an issuer without its keys', { AUTH_ISSUER: 'https://idp.example.com' }],
  ['keys without their issuer', { AUTH_JWKS_URL: 'https://idp.example.com/keys' }],
  ['an address that others reach, without an issuer', { HOST: '0.0.0.0' }],
]
for (const [title, environment] of INCOMPLETE) {
  test(`${title} is refused`, () => {
    assert.throws(() => read(environment), {
      code: 'INVALID_SETTING',
      message: /AUTH_(ISSUER|JWKS_URL) must be set/,
    })
  })
}

test('nothing set is enough to start', () => {
  const { port, host, databaseUrl, connectionsFile } = read({})
  assert.deepEqual(
    { port, host, databaseUrl, connectionsFile },
    {
      port: 4000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      connectionsFile: undefined,
    },
  )
})

test('subgraphs apart are names, some with a URL', () => {
  const names = new Map([
    ['crm', undefined],
    ['billing', 'https://billing.internal/graphql'],
  ])
  assert.deepEqual(
    read({ SUBGRAPHS_APART: 'crm, billing=https://billing.internal/graphql' }).subgraphsApart,
    names,
  )
  assert.equal(read({ SUBGRAPHS_APART: 'all' }).subgraphsApart, 'all')
  assert.equal(read({}).subgraphsApart, undefined)
})

test('.env.example is what codegen makes of the settings', () => {
  const file = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  assert.equal(file, renderEnvExample(SETTINGS))
})
