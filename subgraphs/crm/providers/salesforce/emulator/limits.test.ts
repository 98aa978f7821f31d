import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startEmulator } from '#shared/emulator/emulator.ts'
import { createSalesforceEmulator } from './index.ts'
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

test('every data answer says how much of the daily limit is used, and the limit refuses with 403', async () => {
  const small = await startEmulator(createSalesforceEmulator({ apiLimit: 18 }))
  const authorization = `Bearer ${await signIn(small)}`
  const call = () => fetch(`${small.baseUrl}/services/data/v66.0/limits`, { headers: { authorization } })
  const first = await call()
  assert.equal(first.headers.get('sforce-limit-info'), 'api-usage=18/18')
  const refused = await call()
  assert.equal(refused.status, 403)
  assert.deepEqual(await refused.json(), [
    { errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' },
  ])
  await small.close()
})
