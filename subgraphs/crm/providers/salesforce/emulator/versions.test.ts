import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Answered, refusalOf, startTestOrg, type TestOrg } from './test-org.ts'

let org: TestOrg
before(async () => {
  org = await startTestOrg()
})
after(() => org.emulator.close())

async function get(path: string, token = org.token): Promise<Answered> {
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(org.emulator.baseUrl + path, { headers })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

describe('versions and sessions', () => {
  test('the list of versions needs no session and is not counted', async () => {
    const response = await fetch(`${org.emulator.baseUrl}/services/data/`)
    const versions = (await response.json()) as unknown[]
    assert.deepEqual(versions.at(-7), {
      label: "Winter '25",
      url: '/services/data/v62.0',
      version: '62.0',
    })
    assert.equal(response.headers.get('sforce-limit-info'), null)
  })

  test('a retired version is gone, one to come is not found', async () => {
    assert.equal((await get('/services/data/v30.0/query?q=x')).status, 410)
    assert.deepEqual(refusalOf(await get('/services/data/v99.0/query?q=x')), [
      404,
      'NOT_FOUND',
      'The requested resource does not exist',
    ])
  })

  test('a version that is about to be retired answers with a warning', async () => {
    const warnings = ['v40.0', 'v41.0'].map(async (version) =>
      (await get(`/services/data/${version}/limits`)).headers.get('warning')?.slice(0, 3),
    )
    assert.deepEqual(await Promise.all(warnings), ['299', undefined])
  })

  test('an unknown session is refused with 401 INVALID_SESSION_ID', async () => {
    const response = await get('/services/data/v66.0/sobjects', 'nobody')
    assert.deepEqual(refusalOf(response), [401, 'INVALID_SESSION_ID', 'Session expired or invalid'])
  })
})
