import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { TOKEN_ALGORITHMS, type TrustedIssuer } from './trusted-issuer.ts'
import { createTokenVerifier } from './verify-token.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const seconds = NOW.getTime() / 1000
const { privateKey, publicKey } = await generateKeyPair('ES256')
const { privateKey: strangersKey } = await generateKeyPair('ES256')
const publicJwk = await exportJWK(publicKey)

const ISSUER: TrustedIssuer = {
  issuer: 'https://idp.example.com',
  audience: 'weft',
  algorithms: TOKEN_ALGORITHMS,
  keys: createLocalJWKSet({ keys: [{ ...publicJwk, alg: 'ES256' }] }),
}
const verify = createTokenVerifier([ISSUER], { now: () => NOW })

const CLAIMS = { iss: 'https://idp.example.com', aud: 'weft', sub: 'jane', exp: seconds + 60 }
const sign = (claims: Record<string, unknown>, key = privateKey): Promise<string> =>
  new SignJWT({ ...CLAIMS, ...claims }).setProtectedHeader({ alg: 'ES256' }).sign(key)

test('a good token says who asks and what they may see', async () => {
  const token = await sign({
    client_id: 'portal',
    scope: 'invoice:read case:write',
    customer_ids: ['cus_1'],
    business_units: ['emea'],
  })
  assert.deepEqual(await verify(`Bearer ${token}`), {
    subject: 'jane',
    clientId: 'portal',
    scopes: new Set(['invoice:read', 'case:write']),
    customerIds: ['cus_1'],
    businessUnits: ['emea'],
    expiresAt: new Date((seconds + 60 + 5) * 1000),
  })
})

test('scopes may come as a list named scp', async () => {
  const caller = await verify(`bearer ${await sign({ scp: ['invoice:read'] })}`)
  assert.deepEqual([...caller.scopes], ['invoice:read'])
})

test('a token without scopes or limits names a caller who may only be known', async () => {
  const { scopes, customerIds, clientId } = await verify(`Bearer ${await sign({})}`)
  assert.deepEqual(
    { scopes: [...scopes], customerIds, clientId },
    {
      scopes: [],
      customerIds: undefined,
      clientId: 'jane',
    },
  )
})

const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(CLAIMS))}.`.replaceAll('=', '')
const REFUSED: [string, string | undefined | Promise<string>][] = [
  ['no header', undefined],
  ['another scheme', 'Basic amFuZTpqYW5l'],
  ['no token', 'Bearer '],
  ['text that is no token', 'Bearer a.b.c'],
  ['a token without a signature', `Bearer ${unsigned}`],
  ['a stranger’s signature', sign({}, strangersKey).then((token) => `Bearer ${token}`)],
  ['another issuer', sign({ iss: 'https://evil.example.com' }).then((token) => `Bearer ${token}`)],
  ['another audience', sign({ aud: 'payroll' }).then((token) => `Bearer ${token}`)],
  ['an expired token', sign({ exp: seconds - 6 }).then((token) => `Bearer ${token}`)],
  ['a token that never expires', sign({ exp: undefined }).then((token) => `Bearer ${token}`)],
  ['a token that is not valid yet', sign({ nbf: seconds + 60 }).then((token) => `Bearer ${token}`)],
  ['a token of nobody', sign({ sub: undefined }).then((token) => `Bearer ${token}`)],
  ['customers of the wrong form', sign({ customer_ids: 'cus_1' }).then((token) => `Bearer ${token}`)],
]
for (const [title, header] of REFUSED) {
  test(`${title} is refused without saying why`, async () => {
    await assert.rejects(verify(await header), {
      code: 'UNAUTHENTICATED',
      message: 'A valid bearer token is required.',
    })
  })
}
