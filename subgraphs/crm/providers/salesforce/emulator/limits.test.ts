import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { signIn, startTestOrg, type TestOrg } from './test-org.ts'

let org: TestOrg
before(async () => {
  org = await startTestOrg()
})
after(() => org.emulator.close())

test('the daily limit can be lowered, refuses writes with 403, and begins again a day later', async () => {
  await org.control('/limits', { apiLimit: 18, apiUsage: 17 })
  const last = await org.call('GET', '/limits')
  assert.partialDeepStrictEqual(last.body, { DailyApiRequests: { Max: 18, Remaining: 0 } })
  const refused = await org.call('POST', '/sobjects/Account', { Name: 'x' })
  assert.equal(refused.status, 403)
  assert.partialDeepStrictEqual(refused.body, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }])

  await org.control('/clock', { advanceSeconds: 86_400 })
  const authorization = `Bearer ${await signIn(org.emulator)}`
  const made = await org.call('POST', '/sobjects/Account', { Name: 'x' }, { authorization })
  assert.equal(made.status, 201)
  assert.equal(made.headers.get('sforce-limit-info'), 'api-usage=1/18')
})
