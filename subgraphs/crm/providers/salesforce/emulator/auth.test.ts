import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { SignJWT } from 'jose'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { createSalesforceEmulator } from './index.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

let emulator: Emulator
before(async () => {
  emulator = await startEmulator(createSalesforceEmulator({ certificate: publicKey }))
})
after(() => emulator.close())

const ask = (form: Record<string, string>): Promise<Response> =>
  fetch(`${emulator.baseUrl}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) })

describe('the token endpoint', () => {
  test('answers client credentials without a lifetime and without a refresh token', async () => {
    const response = await ask({
      grant_type: 'client_credentials',
      client_id: emulator.credentials.clientId ?? '',
      client_secret: emulator.credentials.clientSecret ?? '',
    })
    assert.equal(response.status, 200)
    assert.deepEqual(Object.keys((await response.json()) as object), [
      'access_token',
      'signature',
      'token_format',
      'instance_url',
      'id',
      'token_type',
      'issued_at',
      'scope',
      'api_instance_url',
    ])
  })

  const assertion = ({
    issuer = emulator.credentials.clientId ?? '',
    subject = 'integration@northwind-cloud.example',
    audience = 'https://login.salesforce.com',
    expiresAt = Math.floor(Date.now() / 1000) + 120,
  } = {}): Promise<string> =>
    new SignJWT()
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(issuer)
      .setSubject(subject)
      .setAudience(audience)
      .setExpirationTime(expiresAt)
      .sign(privateKey)
  const exchange = (jwt: string): Promise<Response> =>
    ask({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: jwt,
    })

  test('answers a signed JWT of the pre-authorised user', async () => {
    assert.equal((await exchange(await assertion())).status, 200)
  })

  const refused: [string, () => Promise<string>, string, string][] = [
    [
      'a JWT with another signature',
      async () => `${(await assertion()).slice(0, -6)}AAAAAA`,
      'invalid_grant',
      'invalid assertion',
    ],
    ['no JWT', async () => 'nonsense', 'invalid_grant', 'invalid assertion'],
    [
      'a JWT for another audience',
      () => assertion({ audience: 'https://example.com' }),
      'invalid_grant',
      'audience is invalid',
    ],
    ['a JWT that is over', () => assertion({ expiresAt: 1 }), 'invalid_grant', 'expired authorization code'],
    [
      'a user who is not pre-authorised',
      () => assertion({ subject: 'someone@else' }),
      'invalid_grant',
      "user hasn't approved this consumer",
    ],
    ['another app', () => assertion({ issuer: 'other' }), 'invalid_client_id', 'client identifier invalid'],
  ]
  for (const [what, make, error, error_description] of refused) {
    test(`refuses ${what}`, async () => {
      const response = await exchange(await make())
      assert.equal(response.status, 400)
      assert.deepEqual(await response.json(), { error, error_description })
    })
  }

  test('refuses a wrong secret', async () => {
    const response = await ask({
      grant_type: 'client_credentials',
      client_id: emulator.credentials.clientId ?? '',
      client_secret: 'wrong',
    })
    assert.equal(response.status, 400)
    assert.deepEqual(await response.json(), {
      error: 'invalid_client',
      error_description: 'invalid client credentials',
    })
  })
})
