import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createLocalJWKSet, type JWTHeaderParameters, SignJWT } from 'jose'
import type { Caller } from '#shared/subgraph/context.ts'
import { createCallerSigner } from './sign-caller.ts'
import { openSigningKeys } from './signing-keys.ts'
import {
  createPemKey,
  createStoppedClock,
  PORTAL_USER,
  temporaryFolder,
  writeKeys,
} from './split.test-support.ts'
import { createCallerVerifier } from './verify-caller.ts'

/** A gateway and its subgraph crm, with a clock in common. */
async function createPair(context: TestContext) {
  const clock = createStoppedClock()
  const file = writeKeys(temporaryFolder(context), createPemKey())
  const keys = await openSigningKeys({ file, dataDirectory: '' })
  const jwks = createLocalJWKSet(keys.jwks)
  return {
    clock,
    keys,
    sign: createCallerSigner(keys, clock),
    verify: createCallerVerifier({ subgraph: 'crm', keys: jwks }, clock),
  }
}

const STAFF: Caller = {
  subject: 'bob',
  clientId: 'bob',
  scopes: new Set(),
  customerIds: undefined,
  businessUnits: undefined,
}

for (const [who, caller] of Object.entries({
  'a user with limits': PORTAL_USER,
  'a program without': STAFF,
  'a caller who may see no customer': { ...STAFF, customerIds: [] },
})) {
  test(`${who} is the same caller on the other side`, async (context) => {
    const { sign, verify } = await createPair(context)
    assert.deepEqual(await verify(`Bearer ${await sign('crm', caller)}`), caller)
  })
}

test('a token is signed once per caller and subgraph, for half its life, and then anew', async (context) => {
  const { sign, clock } = await createPair(context)
  const first = await sign('crm', PORTAL_USER)
  assert.equal(await sign('crm', { ...PORTAL_USER }), first)
  clock.forward(29)
  assert.equal(sign('crm', PORTAL_USER), first)
  clock.forward(1)
  assert.notEqual(await sign('crm', PORTAL_USER), first)
})

test('another subgraph, another authority and another end of the own token are other tokens', async (context) => {
  const { sign } = await createPair(context)
  const tokens = await Promise.all([
    sign('crm', PORTAL_USER),
    sign('erp', PORTAL_USER),
    sign('crm', { ...PORTAL_USER, customerIds: undefined }),
    sign('crm', { ...PORTAL_USER, scopes: new Set(['invoice:read']) }),
    sign('crm', { ...PORTAL_USER, expiresAt: new Date('2026-11-25T02:00:00Z') }),
  ])
  assert.equal(new Set(tokens).size, tokens.length)
})

test('a token ends after a minute, also one that was checked before', async (context) => {
  const { sign, verify, clock } = await createPair(context)
  const token = await sign('crm', PORTAL_USER)
  clock.forward(59)
  assert.equal((await verify(`Bearer ${token}`)).subject, 'ann')
  clock.forward(1)
  await assert.rejects(verify(`Bearer ${token}`), { code: 'UNAUTHENTICATED' })
})

const HEADER = { alg: 'EdDSA', typ: 'weft-caller+jwt' }
const CLAIMS = { iss: 'urn:weft:gateway', aud: 'crm', sub: 'ann', client_id: 'portal', scopes: [] }

type Forgery = {
  header?: Partial<JWTHeaderParameters>
  claims?: Record<string, unknown>
  isForeign?: boolean
}
const FORGERIES: [string, Forgery][] = [
  ['for another subgraph', { claims: { aud: 'erp' } }],
  ['for nobody in particular', { claims: { aud: undefined } }],
  ['of another issuer', { claims: { iss: 'https://idp.example.com' } }],
  ['without an end', { claims: { exp: undefined } }],
  ['without a subject', { claims: { sub: undefined } }],
  ['of another type', { header: { typ: 'JWT' } }],
  ['with one customer that is no list', { claims: { customer_ids: 'cus_1' } }],
  ['with scopes as text', { claims: { scopes: 'invoice:read' } }],
  ['of another key', { isForeign: true }],
]
for (const [what, { header, claims, isForeign }] of FORGERIES) {
  test(`a token ${what} is none`, async (context) => {
    const { verify, keys, clock } = await createPair(context)
    const now = Math.floor(clock.now().getTime() / 1000)
    const foreign = writeKeys(temporaryFolder(context), createPemKey())
    const signing = isForeign ? await openSigningKeys({ file: foreign, dataDirectory: '' }) : keys
    const token = await new SignJWT({ iat: now, exp: now + 60, ...CLAIMS, ...claims })
      .setProtectedHeader({ ...HEADER, kid: keys.kid, ...header })
      .sign(signing.key)
    await assert.rejects(verify(`Bearer ${token}`), {
      code: 'UNAUTHENTICATED',
      message: 'A valid bearer token is required.',
    })
  })
}

test('a token without a signature, or signed with a published key as a secret, is none', async (context) => {
  const { verify, keys, sign } = await createPair(context)
  const [, payload] = (await sign('crm', PORTAL_USER)).split('.')
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const unsigned = `${encode({ ...HEADER, alg: 'none', kid: keys.kid })}.${payload}.`
  const secret = new TextEncoder().encode(JSON.stringify(keys.jwks.keys[0]))
  const confused = await new SignJWT(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()))
    .setProtectedHeader({ alg: 'HS256', typ: HEADER.typ, kid: keys.kid })
    .sign(secret)
  for (const token of [unsigned, `${unsigned}x`, confused])
    await assert.rejects(verify(`Bearer ${token}`), { code: 'UNAUTHENTICATED' })
})
