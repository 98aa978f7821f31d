import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Connection, type SaveResult } from 'jsforce'
import { type Client, StreamingExtension } from 'jsforce/lib/api/streaming.js'
import { salesforceId } from '#demo-world/native-ids.ts'
import { startEmulator } from '#shared/emulator/emulator.ts'
import { crowdedWorld } from './crowded-world.test-support.ts'
import { createSalesforceEmulator } from './index.ts'
import { connectJsforce, startTestOrg, type TestOrg } from './test-org.ts'

const ACME = salesforceId('001', 'acme')
const GLOBEX = salesforceId('001', 'globex')

let org: TestOrg
let connection: Connection
before(async () => {
  org = await startTestOrg()
  connection = connectJsforce(org)
})
after(() => org.emulator.close())

const idOf = ({ id }: SaveResult): string => id ?? ''

describe('jsforce, unchanged, writes', () => {
  test('one row and several', async () => {
    const accounts = connection.sobject('Account')
    const one = await accounts.create({ Name: 'Weyland' })
    assert.equal(one.success, true)
    const several = await accounts.create([{ Name: 'Yutani' }, { Phone: '1' }])
    assert.deepEqual(
      several.map(({ success }) => success),
      [true, false],
    )
    const changed = await accounts.update([
      { Id: idOf(one), Phone: '1' },
      { Id: salesforceId('001', 'nobody'), Phone: '1' },
    ])
    assert.deepEqual(
      changed.map(({ success, errors }) => [success, errors[0]]),
      [
        [true, undefined],
        [
          false,
          { statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] },
        ],
      ],
    )
    assert.equal((await accounts.update({ Id: idOf(one), Phone: '2' })).success, true)
    assert.equal((await accounts.retrieve(idOf(one))).Phone, '2')
    assert.equal((await accounts.destroy(idOf(one))).success, true)
    await assert.rejects(accounts.retrieve(idOf(one)), { errorCode: 'ENTITY_IS_DELETED' })
  })

  test('all or none of 201 rows in two calls of 200 and 1', async () => {
    const rows = Array.from({ length: 201 }, (_, at) => ({ Name: `Row ${at}` }))
    const made = await connection.sobject('Account').create(rows, { allOrNone: true, allowRecursive: true })
    assert.equal(made.filter(({ success }) => success).length, 201)
  })

  test('upserts: 201, 200, 300', async () => {
    const accounts = connection.sobject('Account')
    const row = { Name: 'Upserted', Weft_Key__c: 'js-1' }
    const made = await accounts.upsert(row, 'Weft_Key__c')
    const again = await accounts.upsert(row, 'Weft_Key__c')
    assert.deepEqual([made.success && made.created, again.success && again.created], [true, false])
    const several = await accounts.upsert([row, { Name: 'Other', Weft_Key__c: 'js-2' }], 'Weft_Key__c')
    assert.deepEqual(
      several.map((result) => result.success && result.created),
      [false, true],
    )
    await accounts.create([
      { Name: 'Twin', Tax_Id__c: 'js' },
      { Name: 'Twin', Tax_Id__c: 'js' },
    ])
    await assert.rejects(accounts.upsert({ Name: 'Which', Tax_Id__c: 'js' }, 'Tax_Id__c'), {
      name: 'MULTIPLE_CHOICES',
    })
  })

  test('on a condition: 412', async () => {
    const headers = { 'If-Unmodified-Since': new Date(0).toUTCString() }
    await assert.rejects(connection.sobject('Account').update({ Id: ACME, Phone: '1' }, { headers }), {
      errorCode: 'PRECONDITION_FAILED',
    })
  })

  test('contracts: drafts that are activated, and are then neither moved nor deleted', async () => {
    const contracts = connection.sobject('Contract')
    const [draft, other] = await contracts.create([
      { AccountId: ACME, Status: 'Draft', StartDate: '2027-01-01', ContractTerm: 12 },
      { AccountId: ACME, Status: 'Draft', StartDate: '2028-01-01', ContractTerm: 12 },
    ])
    assert.ok(draft && other)
    await contracts.update({ Id: idOf(draft), Renewed_By__c: idOf(other), Status: 'Activated' })
    const read = await contracts.retrieve(idOf(draft))
    assert.deepEqual([read.StatusCode, read.EndDate], ['Activated', '2027-12-31'])
    await assert.rejects(contracts.update({ Id: idOf(draft), AccountId: GLOBEX }), {
      errorCode: 'FIELD_INTEGRITY_EXCEPTION',
    })
    await assert.rejects(contracts.destroy(idOf(draft)), { errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' })
    assert.equal((await contracts.destroy(idOf(other))).success, true)
    assert.equal((await contracts.retrieve(idOf(draft))).Renewed_By__c, null)
  })

  test('into rules that an administrator made', async () => {
    await org.control('/rules', {
      object: 'Contact',
      field: 'Title',
      value: 'King',
      message: 'There are no kings.',
    })
    const contacts = connection.sobject('Contact')
    await assert.rejects(contacts.create({ LastName: 'Lear', Title: 'King' }), {
      errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: 'There are no kings.',
    })
    assert.equal((await contacts.create({ LastName: 'Lear', Title: 'Duke' })).success, true)
  })

  test('and reads refusals, changed ids and the limit', async () => {
    await assert.rejects(connection.sobject('Contact').create({ FirstName: 'x' }), {
      errorCode: 'REQUIRED_FIELD_MISSING',
      data: {
        errorCode: 'REQUIRED_FIELD_MISSING',
        message: 'Required fields are missing: [LastName]',
        fields: ['LastName'],
      },
    })
    const minute = 60_000
    const updated = await connection
      .sobject('Account')
      .updated(new Date(Date.now() - 5 * minute), new Date(Date.now() + 5 * minute))
    assert.ok(updated.ids.length > 0)
    assert.equal(connection.limitInfo.apiUsage?.limit, 100_000)
  })
})

interface ChangeMessage {
  event: { replayId: number }
  payload: { ChangeEventHeader: Record<string, unknown>; Phone?: string }
}

describe('jsforce, unchanged, listens', () => {
  const channel = '/data/AccountChangeEvent'

  /** Resolves with the first `count` messages from a point of the log on. */
  async function listen(replayFrom: number, count: number, change?: () => Promise<unknown>) {
    const replay = new StreamingExtension.Replay(channel, replayFrom)
    // The types of the client leave out how it leaves.
    const client = connection.streaming.createClient([replay]) as Client & { disconnect(): Promise<void> }
    const messages: ChangeMessage[] = []
    try {
      await new Promise<void>((resolve, reject) => {
        const subscription = client.subscribe(channel, (message: ChangeMessage) => {
          messages.push(message)
          if (messages.length === count) resolve()
        })
        subscription.then(change ?? (() => undefined), reject)
      })
    } finally {
      await client.disconnect()
    }
    return messages
  }

  test('to new changes, to all retained ones, and to what followed the last one it saw', async () => {
    const accounts = connection.sobject('Account')
    const [fresh] = await listen(-1, 1, () => accounts.update({ Id: ACME, Phone: '100' }))
    assert.partialDeepStrictEqual(fresh?.payload, {
      ChangeEventHeader: {
        entityName: 'Account',
        recordIds: [ACME],
        changeType: 'UPDATE',
        changedFields: ['LastModifiedDate', 'Phone'],
        changeOrigin: 'com/salesforce/api/rest/66.0;client=weft',
        sequenceNumber: 1,
      },
      Phone: '100',
    })
    await accounts.update({ Id: ACME, Phone: '101' })
    await accounts.update({ Id: ACME, Phone: '102' })
    const followed = await listen(fresh?.event.replayId ?? 0, 2)
    assert.deepEqual(
      followed.map(({ payload }) => payload.Phone),
      ['101', '102'],
    )
    const [first] = await listen(-2, 1)
    assert.equal(first?.payload.ChangeEventHeader.changeType, 'CREATE')
  })

  test('and is told when a point of the log is gone', async () => {
    await assert.rejects(listen(7, 1), { message: /The replayId \{7\} you provided was invalid/ })
  })
})

test('jsforce, unchanged, signs in, pages through a query, retrieves several and reads the limit', async () => {
  const emulator = await startEmulator(createSalesforceEmulator({ createWorld: crowdedWorld }))
  const connection = new Connection({
    loginUrl: emulator.baseUrl,
    instanceUrl: emulator.baseUrl,
    version: '66.0',
    oauth2: {
      loginUrl: emulator.baseUrl,
      tokenServiceUrl: `${emulator.baseUrl}/services/oauth2/token`,
      clientId: emulator.credentials.clientId ?? '',
      clientSecret: emulator.credentials.clientSecret ?? '',
    },
  })
  const user = await connection.authorize({ grant_type: 'client_credentials' })
  assert.equal(user.organizationId.length, 18)

  const query = connection.query('SELECT Id, Name FROM Contact ORDER BY Id', {
    headers: { 'Sforce-Query-Options': 'batchSize=200' },
    autoFetch: true,
    maxFetch: 10_000,
  })
  const contacts = await query.run()
  const counted = await connection.query('SELECT COUNT() FROM Contact')
  assert.ok(counted.totalSize > 450)
  assert.equal(emulator.calls().filter(({ path }) => path.includes('/query/01g')).length, 2)
  assert.equal(new Set(contacts.records.map(({ Id }) => Id)).size, counted.totalSize)

  const accounts = await connection.sobject('Account').retrieve([GLOBEX, ACME])
  assert.deepEqual(
    accounts.map(({ Name }) => Name),
    ['Globex', 'Acme Industries'],
  )
  assert.equal(connection.limitInfo.apiUsage?.limit, 100_000)
  await emulator.close()
})
