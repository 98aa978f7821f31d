import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { salesforceId } from '#demo-world/native-ids.ts'
import { refusalOf, startTestOrg } from './test-org.ts'

const ACME = salesforceId('001', 'acme')
const GLOBEX = salesforceId('001', 'globex')

const org = await startTestOrg()
after(() => org.emulator.close())

describe('records', () => {
  const order = salesforceId('801', 'acme-so1')

  test('a row answers the fields asked for, by id and by external id', async () => {
    const byId = await org.call('GET', `/sobjects/Order/${order}?fields=Id,NetSuite_Id__c`)
    const record = byId.body as { NetSuite_Id__c: string }
    const byKey = await org.call(
      'GET',
      `/sobjects/Order/NetSuite_Id__c/${record.NetSuite_Id__c}?fields=Id,NetSuite_Id__c`,
    )
    assert.deepEqual(byKey.body, record)
  })

  test('a missing row is 404 NOT_FOUND, as a body of one error', async () => {
    const missing = await org.call('GET', `/sobjects/Account/${salesforceId('001', 'nobody')}`)
    assert.deepEqual(refusalOf(missing), [404, 'NOT_FOUND', 'The requested resource does not exist'])
  })

  test('several rows come in the order asked, with null for a missing one', async () => {
    const { body } = await org.call('POST', '/composite/sobjects/Account', {
      ids: [GLOBEX, salesforceId('001', 'nobody'), ACME],
      fields: ['Name'],
    })
    const names = (body as ({ Name: string } | null)[]).map((record) => record?.Name)
    assert.deepEqual(names, ['Globex', undefined, 'Acme Industries'])
  })
})
