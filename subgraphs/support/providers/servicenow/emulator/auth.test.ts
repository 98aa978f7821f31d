import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startInstance, type TestInstance } from './test-instance.ts'

type Granted = { status: number; body: Record<string, unknown> }

async function grant({ emulator }: TestInstance, pairs: Record<string, string>): Promise<Granted> {
  const { clientId = '', clientSecret = '' } = emulator.credentials
  const form = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...pairs })
  const response = await fetch(`${emulator.baseUrl}/oauth_token.do`, { method: 'POST', body: form })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const asUser = ({ emulator: { credentials } }: TestInstance) => ({
  grant_type: 'password',
  username: credentials.username ?? '',
  password: credentials.password ?? '',
})

const statusWith = async ({ ask }: TestInstance, token: unknown): Promise<number> =>
  (
    await ask('GET', '/api/now/table/cmdb_model?sysparm_limit=1', undefined, {
      authorization: `Bearer ${token}`,
    })
  ).status

const REFUSED = { status: 401, body: { error: 'access_denied', error_description: 'access_denied' } }

test('a user is granted a token of 1,799 seconds and one to refresh it', async (context) => {
  const instance = await startInstance(context)
  const { access_token, refresh_token, ...rest } = (await grant(instance, asUser(instance))).body
  assert.deepEqual(rest, { scope: 'useraccount', token_type: 'Bearer', expires_in: 1799 })
  assert.equal(await statusWith(instance, access_token), 200)
  await instance.moveClock(1800)
  assert.equal(await statusWith(instance, access_token), 401)
  const renewed = await grant(instance, { grant_type: 'refresh_token', refresh_token: String(refresh_token) })
  assert.equal(renewed.body.refresh_token, refresh_token)
  assert.equal(await statusWith(instance, renewed.body.access_token), 200)
})

test('a token to refresh by ends after 100 days, however often it was used', async (context) => {
  const instance = await startInstance(context)
  const { refresh_token } = (await grant(instance, asUser(instance))).body
  const refresh = () => grant(instance, { grant_type: 'refresh_token', refresh_token: String(refresh_token) })
  await instance.moveClock(8_639_000)
  assert.equal((await refresh()).status, 200)
  await instance.moveClock(1_001)
  assert.deepEqual(await refresh(), REFUSED)
})

test('a client alone is granted a token without another, where the instance allows that', async (context) => {
  const instance = await startInstance(context)
  const granted = await grant(instance, { grant_type: 'client_credentials' })
  assert.deepEqual([granted.status, 'refresh_token' in granted.body], [200, false])
  await instance.configure({
    properties: { 'glide.oauth.inbound.client.credential.grant_type.enabled': 'false' },
  })
  assert.deepEqual(await grant(instance, { grant_type: 'client_credentials' }), REFUSED)
})

for (const [title, pairs, error] of [
  [
    'a wrong password',
    { grant_type: 'password', username: 'weft.integration', password: 'x' },
    'access_denied',
  ],
  ['an unknown token to refresh by', { grant_type: 'refresh_token', refresh_token: 'x' }, 'access_denied'],
  ['an unknown client', { grant_type: 'client_credentials', client_id: 'x' }, 'invalid_client'],
  ['an unknown grant', { grant_type: 'implicit' }, 'server_error'],
] as const) {
  test(`${title} is refused: ${error}`, async (context) => {
    const instance = await startInstance(context)
    const refused = await grant(instance, pairs)
    assert.deepEqual(refused, { status: 401, body: { error, error_description: 'access_denied' } })
  })
}
