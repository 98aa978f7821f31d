import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Caller } from '#shared/subgraph/context.ts'
import { createAccess, withinCeiling } from './access.ts'
import { type Client, type ClientKind, DEFAULT_BUDGETS } from './client.ts'
import { createClientRegistry } from './client-registry.ts'

const ISSUER = 'https://issuer.example'
const client = (kind: ClientKind, more: Partial<Client> = {}): Client => ({
  id: 'app',
  kind,
  name: 'App',
  issuer: undefined,
  contact: undefined,
  scopes: new Set(['invoice:read', 'case:write']),
  rows: { customerIds: undefined, businessUnits: undefined },
  budgets: DEFAULT_BUDGETS[kind],
  documents: new Map(),
  ...more,
})
const caller = (more: Partial<Caller> = {}): Caller => ({
  subject: 'jane',
  clientId: 'app',
  scopes: new Set(['invoice:read', 'ops:write']),
  customerIds: undefined,
  businessUnits: undefined,
  ...more,
})
const rows = (customerIds?: string[], businessUnits?: string[]) => ({ customerIds, businessUnits })

const CEILINGS: [title: string, kind: ClientKind, registered: object, token: object, left: object][] = [
  ['nothing is said of staff: every row', 'STAFF', rows(), rows(), rows()],
  ['nothing is said of a partner: no row', 'PARTNER', rows(), rows(), rows([])],
  ['nothing is said of a portal: no row', 'PORTAL', rows(), rows(), rows([])],
  ['the token limits', 'PARTNER', rows(), rows(['a']), rows(['a'])],
  ['the registration limits', 'STAFF', rows(['a'], ['emea']), rows(), rows(['a'], ['emea'])],
  ['both limit', 'STAFF', rows(['a', 'b'], ['emea']), rows(['b', 'c'], ['apac']), rows(['b'], [])],
  ["a reseller's business unit", 'PARTNER', rows(undefined, ['emea']), rows(), rows(undefined, ['emea'])],
]
for (const [title, kind, registered, token, left] of CEILINGS) {
  test(`rows: ${title}`, () => {
    const { customerIds, businessUnits } = withinCeiling(
      caller(token),
      client(kind, { rows: registered as Client['rows'] }),
    )
    assert.deepEqual({ customerIds, businessUnits }, left)
  })
}

test('a token has no scope that its client has not', () => {
  assert.deepEqual(withinCeiling(caller(), client('STAFF')).scopes, new Set(['invoice:read']))
})

test('only registered clients are let in, and only by their own issuer', () => {
  const registry = createClientRegistry([client('STAFF', { issuer: ISSUER })], [ISSUER, 'https://other'])
  const access = createAccess(registry, undefined)
  assert.ok(access.admit(caller(), ISSUER))
  assert.equal(access.admit(caller(), 'https://other'), undefined)
  assert.equal(access.admit(caller({ clientId: 'stranger' }), ISSUER), undefined)
  assert.ok(createAccess(undefined, undefined).admit(caller({ clientId: 'stranger' }), ISSUER))
})

test('what a client has open ends when its registration changes, and not when it stays the same', () => {
  const other = client('STAFF', { id: 'other' })
  const access = createAccess(createClientRegistry([client('STAFF'), other], [ISSUER]), undefined)
  const ended: string[] = []
  access.whenEnded('app', () => ended.push('app'))
  access.whenEnded('other', () => ended.push('other'))
  const letGo = access.whenEnded('app', () => ended.push('let go'))
  letGo()
  const { version } = access
  access.replace(createClientRegistry([client('STAFF', { scopes: new Set() }), { ...other }], [ISSUER]))
  assert.deepEqual(ended, ['app'])
  assert.notEqual(access.version, version)
  access.replace(createClientRegistry([], [ISSUER]))
  assert.deepEqual(ended, ['app', 'other'])
  assert.equal(access.admit(caller(), ISSUER), undefined)
})
