import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { systemClock } from '#shared/clock.ts'
import { DEMO_ROLE_NAMES, DEMO_ROLES } from './demo-roles.ts'
import { findDevelopmentIssuer, openDevelopmentIssuer, rememberDemoCustomers } from './development-issuer.ts'
import { createTokenVerifier } from './verify-token.ts'

function optionsOf(context: TestContext) {
  const directory = mkdtempSync(join(tmpdir(), 'weft-'))
  context.after(() => rmSync(directory, { recursive: true }))
  return { directory, audience: 'weft', clock: systemClock }
}

test('a token outlives a restart of its issuer', async (context) => {
  const options = optionsOf(context)
  const token = await (await openDevelopmentIssuer(options)).issueToken('agent')
  const restarted = await openDevelopmentIssuer(options)
  const caller = await createTokenVerifier([restarted.trusted], systemClock)(`Bearer ${token}`)
  assert.deepEqual([...caller.scopes], DEMO_ROLES.agent.scopes)
  assert.equal(caller.customerIds, undefined)
})

test('a role with customers is limited to their ids, and to none while they are unknown', async (context) => {
  const options = optionsOf(context)
  const issuer = await openDevelopmentIssuer(options)
  const verify = createTokenVerifier([issuer.trusted], systemClock)
  await assert.rejects(issuer.issueToken('portal'), { code: 'NOT_CONFIGURED' })
  rememberDemoCustomers(options.directory, { 'Acme Industries': 'cus_acme' })
  assert.deepEqual((await verify(`Bearer ${await issuer.issueToken('portal')}`)).customerIds, ['cus_acme'])
  rememberDemoCustomers(options.directory, {})
  assert.deepEqual((await verify(`Bearer ${await issuer.issueToken('partner')}`)).customerIds, [])
})

test('another directory has another key', async (context) => {
  const [one, other] = [
    await openDevelopmentIssuer(optionsOf(context)),
    await openDevelopmentIssuer(optionsOf(context)),
  ]
  const verify = createTokenVerifier([one.trusted], systemClock)
  await assert.rejects(verify(`Bearer ${await other.issueToken('agent')}`), { code: 'UNAUTHENTICATED' })
})

test('the private key is published nowhere and readable by its owner alone', async (context) => {
  const options = optionsOf(context)
  const { jwks } = await openDevelopmentIssuer(options)
  assert.deepEqual(
    jwks.keys.map((key) => 'd' in key),
    [false],
  )
  assert.equal(statSync(join(options.directory, 'development-key.json')).mode & 0o077, 0)
})

test('looking for an issuer does not make one', async (context) => {
  const options = optionsOf(context)
  assert.equal(await findDevelopmentIssuer(options), undefined)
  await openDevelopmentIssuer(options)
  assert.notEqual(await findDevelopmentIssuer(options), undefined)
})

test('every demo role has a meaning and scopes of the form noun:verb', () => {
  for (const name of DEMO_ROLE_NAMES) {
    assert.ok(DEMO_ROLES[name].meaning)
    for (const scope of DEMO_ROLES[name].scopes) assert.match(scope, /^[a-z.]+(:[a-z]+)+$/)
  }
})
