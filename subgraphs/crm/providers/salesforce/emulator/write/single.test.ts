import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { salesforceId } from '#demo-world/native-ids.ts'
import { startTestOrg, type TestOrg } from '../test-org.ts'

const ACME = salesforceId('001', 'acme')
const GLOBEX = salesforceId('001', 'globex')
const PRODUCT_PREFIX = '01t'

let org: TestOrg
before(async () => {
  org = await startTestOrg()
})
after(() => org.emulator.close())

async function create(object: string, body: unknown): Promise<string> {
  const answer = await org.call('POST', `/sobjects/${object}`, body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return (answer.body as { id: string }).id
}

const read = async (object: string, id: string): Promise<Record<string, unknown>> =>
  (await org.call('GET', `/sobjects/${object}/${id}`)).body as Record<string, unknown>

describe('a single row', () => {
  test('is created with its address, read, changed and deleted', async () => {
    const answer = await org.call('POST', '/sobjects/Account', { Name: 'Tyrell', CurrencyIsoCode: 'EUR' })
    const { id } = answer.body as { id: string }
    assert.deepEqual([answer.status, answer.body], [201, { id, success: true, errors: [] }])
    assert.equal(answer.headers.get('location'), `/services/data/v66.0/sobjects/Account/${id}`)
    assert.match(id, /^001\w{15}$/)

    const changed = await org.call('PATCH', `/sobjects/Account/${id}`, { Phone: '1', name: 'Tyrell Corp' })
    assert.deepEqual([changed.status, changed.body], [204, undefined])
    const row = await read('Account', id)
    assert.partialDeepStrictEqual(row, { Name: 'Tyrell Corp', Phone: '1', CurrencyIsoCode: 'EUR' })
    assert.match(String(row.LastModifiedDate), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+0000$/)

    assert.equal((await org.call('DELETE', `/sobjects/Account/${id}`)).status, 204)
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const gone = await org.call(method, `/sobjects/Account/${id}`, method === 'PATCH' ? {} : undefined)
      assert.deepEqual(
        [gone.status, gone.body],
        [404, [{ message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED', fields: [] }]],
      )
    }
    const queried = await org.call(
      'GET',
      `/queryAll?q=${encodeURIComponent(`SELECT IsDeleted FROM Account WHERE Id='${id}'`)}`,
    )
    assert.partialDeepStrictEqual(queried.body, { totalSize: 1, records: [{ IsDeleted: true }] })
  })

  test('takes its children with it', async () => {
    const account = await create('Account', { Name: 'Short-lived' })
    const contact = await create('Contact', { LastName: 'Batty', AccountId: account })
    await org.call('DELETE', `/sobjects/Account/${account}`)
    assert.equal((await org.call('GET', `/sobjects/Contact/${contact}`)).status, 404)
  })

  test('names its parent by an external id', async () => {
    const parent = await create('Account', { Name: 'Named', Weft_Key__c: 'A-1' })
    const id = await create('Contact', {
      LastName: 'Deckard',
      FirstName: 'Rick',
      Account: { Weft_Key__c: 'a-1' },
    })
    assert.partialDeepStrictEqual(await read('Contact', id), { AccountId: parent, Name: 'Rick Deckard' })
  })
})

const contract = { AccountId: ACME, Status: 'Draft', StartDate: '2026-01-01', ContractTerm: 12 }
const refusals: [what: string, object: string, body: object, expected: object][] = [
  [
    'a required field that is missing',
    'Contract',
    { Status: 'Draft' },
    {
      errorCode: 'REQUIRED_FIELD_MISSING',
      message: 'Required fields are missing: [AccountId]',
      fields: ['AccountId'],
    },
  ],
  [
    'a value outside a restricted picklist',
    'Contract',
    { ...contract, Status: 'Nearly' },
    {
      errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      message: 'Status: bad value for restricted picklist field: Nearly',
      fields: ['Status'],
    },
  ],
  [
    'one wrong value of a multi-select picklist',
    'Contact',
    { LastName: 'x', Roles__c: 'Billing;Janitor' },
    { errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', fields: ['Roles__c'] },
  ],
  [
    'an unknown field',
    'Account',
    { Name: 'x', Nope__c: 1 },
    { errorCode: 'INVALID_FIELD', message: "No such column 'Nope__c' on sobject of type Account" },
  ],
  [
    'a field that the vendor sets',
    'Contract',
    { ...contract, EndDate: '2027-01-01' },
    { errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['EndDate'] },
  ],
  [
    'an id in the body',
    'Account',
    { Id: ACME, Name: 'x' },
    { errorCode: 'INVALID_FIELD', message: 'The Id field should not be specified in the sobject data.' },
  ],
  [
    'a reference that is no id',
    'Contact',
    { LastName: 'x', AccountId: 'acme' },
    {
      errorCode: 'MALFORMED_ID',
      message: 'AccountId: id value of incorrect type: acme',
      fields: ['AccountId'],
    },
  ],
  [
    'a reference to a row of another object',
    'Contact',
    { LastName: 'x', AccountId: salesforceId(PRODUCT_PREFIX, 'p') },
    { errorCode: 'FIELD_INTEGRITY_EXCEPTION', fields: ['AccountId'] },
  ],
  [
    'a reference to no row',
    'Contact',
    { LastName: 'x', AccountId: salesforceId('001', 'nobody') },
    { errorCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] },
  ],
  [
    'a parent whose external id nobody has',
    'Contact',
    { LastName: 'x', Account: { Weft_Key__c: 'A-404' } },
    {
      errorCode: 'INVALID_FIELD',
      message: 'Foreign key external ID: a-404 not found for field Weft_Key__c in entity Account',
    },
  ],
  [
    'a text that is too long',
    'Account',
    { Name: 'x'.repeat(256) },
    { errorCode: 'STRING_TOO_LONG', fields: ['Name'] },
  ],
  [
    'a day that is none',
    'Opportunity',
    { Name: 'x', StageName: 'Prospecting', CloseDate: '2026-02-30' },
    { errorCode: 'JSON_PARSER_ERROR' },
  ],
  [
    'a contract that begins activated',
    'Contract',
    { ...contract, Status: 'Activated' },
    { errorCode: 'FAILED_ACTIVATION', fields: ['Status'] },
  ],
  [
    'a status that the API cannot set',
    'Contract',
    { ...contract, Status: 'Terminated' },
    { fields: ['Status'] },
  ],
]
describe('a row that breaks a rule is refused with 400', () => {
  for (const [what, object, body, expected] of refusals)
    test(what, async () => {
      const answer = await org.call('POST', `/sobjects/${object}`, body)
      assert.equal(answer.status, 400)
      assert.partialDeepStrictEqual(answer.body, [expected])
    })

  test('a unique value that another row has', async () => {
    const id = await create('Account', { Name: 'First', Weft_Key__c: 'U-1' })
    const { status, body } = await org.call('POST', '/sobjects/Account', {
      Name: 'Second',
      Weft_Key__c: 'u-1',
    })
    const message = `duplicate value found: Weft_Key__c duplicates value on record with id: ${id.slice(0, 15)}`
    assert.deepEqual([status, body], [400, [{ message, errorCode: 'DUPLICATE_VALUE', fields: [] }]])
  })

  test('a parent that was deleted', async () => {
    const account = await create('Account', { Name: 'Gone' })
    await org.call('DELETE', `/sobjects/Account/${account}`)
    const { body } = await org.call('POST', '/sobjects/Contact', { LastName: 'x', AccountId: account })
    assert.partialDeepStrictEqual(body, [{ errorCode: 'ENTITY_IS_DELETED', message: 'entity is deleted' }])
  })

  test('an address with no id, and one with the id of no row', async () => {
    const malformed = await org.call('PATCH', '/sobjects/Account/acme', { Name: 'x' })
    assert.equal(malformed.status, 400)
    assert.partialDeepStrictEqual(malformed.body, [{ errorCode: 'MALFORMED_ID' }])
    const unknown = await org.call('PATCH', `/sobjects/Account/${salesforceId('001', 'nobody')}`, {
      Name: 'x',
    })
    assert.equal(unknown.status, 404)
    assert.partialDeepStrictEqual(unknown.body, [{ errorCode: 'NOT_FOUND' }])
  })

  test('a method that a resource has not', async () => {
    assert.equal((await org.call('POST', `/sobjects/Account/${ACME}`, {})).status, 405)
  })
})

describe('an upsert by external id', () => {
  const path = '/sobjects/Order/NetSuite_Id__c/4711'
  const order = { AccountId: ACME, EffectiveDate: '2026-01-01', Status: 'Draft' }

  test('answers 201 for a new row, 200 for one that is there, 404 for an update of none', async () => {
    assert.equal((await org.call('PATCH', `${path}?updateOnly=true`, order)).status, 404)
    const made = await org.call('PATCH', path, order)
    const { id } = made.body as { id: string }
    assert.deepEqual([made.status, made.body], [201, { id, success: true, errors: [], created: true }])
    const again = await org.call('PATCH', path, { ...order, PoNumber: '7' })
    assert.deepEqual([again.status, again.body], [200, { id, success: true, errors: [], created: false }])
    assert.partialDeepStrictEqual(await read('Order', id), { PoNumber: '7', NetSuite_Id__c: '4711' })
  })

  test('answers 300 and the addresses when several rows match, and writes nothing', async () => {
    const ids = [
      await create('Account', { Name: 'Twin', Tax_Id__c: 'T/1' }),
      await create('Account', { Name: 'Twin', Tax_Id__c: 't/1' }),
    ]
    const { status, body } = await org.call('PATCH', '/sobjects/Account/Tax_Id__c/T%2F1', { Phone: '1' })
    assert.equal(status, 300)
    assert.deepEqual(
      body,
      ids.map((id) => `/services/data/v66.0/sobjects/Account/${id}`),
    )
    assert.equal((await read('Account', ids[0] ?? '')).Phone, null)
  })

  const bodies: [what: string, path: string, body: object, status: number, error: object][] = [
    [
      'the id',
      path,
      { Id: ACME },
      400,
      { errorCode: 'INVALID_FIELD', message: 'The Id field should not be specified in the sobject data.' },
    ],
    [
      'the external id again',
      path,
      { NetSuite_Id__c: '4711' },
      400,
      { message: 'The NetSuite_Id__c field should not be specified in the sobject data.' },
    ],
    ['a field that is no external id', '/sobjects/Order/PoNumber/1', order, 404, { errorCode: 'NOT_FOUND' }],
  ]
  for (const [what, address, body, status, error] of bodies)
    test(`refuses ${what}`, async () => {
      const answer = await org.call('PATCH', address, body)
      assert.equal(answer.status, status)
      assert.partialDeepStrictEqual(answer.body, [error])
    })
})

describe('fields that the vendor derives', () => {
  test('a contract ends with its term, and is activated once', async () => {
    const id = await create('Contract', contract)
    const drafted = await read('Contract', id)
    assert.partialDeepStrictEqual(drafted, { StatusCode: 'Draft', EndDate: '2026-12-31' })
    assert.match(String(drafted.ContractNumber), /^\d{8}$/)
    await org.call('PATCH', `/sobjects/Contract/${id}`, { Status: 'Activated', ContractTerm: 24 })
    assert.partialDeepStrictEqual(await read('Contract', id), {
      StatusCode: 'Activated',
      EndDate: '2027-12-31',
    })
    const back = await org.call('PATCH', `/sobjects/Contract/${id}`, { Status: 'Draft' })
    assert.partialDeepStrictEqual(back.body, [{ errorCode: 'FAILED_ACTIVATION' }])
  })

  test('an opportunity is won or lost by its stage, and costs what its lines cost', async () => {
    const id = await create('Opportunity', { Name: 'x', StageName: 'Prospecting', CloseDate: '2026-02-01' })
    assert.partialDeepStrictEqual(await read('Opportunity', id), { IsClosed: false, IsWon: false })
    await org.call('PATCH', `/sobjects/Opportunity/${id}`, { StageName: 'Closed Won' })
    assert.partialDeepStrictEqual(await read('Opportunity', id), { IsClosed: true, IsWon: true })
    const { body } = await org.call(
      'GET',
      `/query?q=${encodeURIComponent('SELECT Id FROM Product2 LIMIT 1')}`,
    )
    const [product] = (body as { records: { Id: string }[] }).records
    await create('OpportunityLineItem', {
      OpportunityId: id,
      Product2Id: product?.Id,
      Quantity: 3,
      UnitPrice: 19.99,
      Discount: 10,
    })
    assert.equal((await read('Opportunity', id)).Amount, 53.97)
  })
})

describe('preconditions', () => {
  test('a row that changed since then refuses a write with 412, and one that did not answers 304', async () => {
    const { headers } = await org.call('GET', `/sobjects/Contact/${salesforceId('003', 'acme-jane')}`)
    const seen = headers.get('last-modified') ?? ''
    const path = `/sobjects/Contact/${salesforceId('003', 'acme-jane')}`
    assert.equal((await org.call('GET', path, undefined, { 'if-modified-since': seen })).status, 304)
    assert.equal((await org.call('PATCH', path, { Title: 'a' }, { 'if-unmodified-since': seen })).status, 204)
    assert.equal((await org.call('PATCH', path, { Title: 'b' }, { 'if-unmodified-since': seen })).status, 412)
    assert.equal((await org.call('GET', path, undefined, { 'if-modified-since': seen })).status, 200)
    assert.equal((await org.call('PATCH', path, {}, { 'if-unmodified-since': 'yesterday' })).status, 400)
    assert.equal((await read('Contact', path.slice(-18))).Title, 'a')
  })

  test('a deletion has none', async () => {
    const made = await org.call('POST', '/sobjects/Account', { Name: 'Short-lived' })
    const path = `/sobjects/Account/${(made.body as { id: string }).id}`
    const longAgo = { 'if-unmodified-since': new Date(0).toUTCString() }
    assert.equal((await org.call('DELETE', path, undefined, longAgo)).status, 204)
  })

  test('accounts, and they alone, have an ETag', async () => {
    const path = `/sobjects/Account/${GLOBEX}`
    const etag = (await org.call('GET', path)).headers.get('etag') ?? ''
    assert.match(etag, /^".+"$/)
    assert.equal((await org.call('GET', path, undefined, { 'if-none-match': etag })).status, 304)
    assert.equal((await org.call('PATCH', path, { Phone: '1' }, { 'if-match': etag })).status, 204)
    assert.equal((await org.call('PATCH', path, { Phone: '2' }, { 'if-match': etag })).status, 412)
    const contact = await org.call('GET', `/sobjects/Contact/${salesforceId('003', 'acme-jane')}`)
    assert.equal(contact.headers.get('etag'), null)
  })
})

describe('what passes by itself', () => {
  test('a locked row refuses writes to it and to its children until it is free', async () => {
    const account = await create('Account', { Name: 'Busy' })
    await org.control('/locks', { id: account, times: 2 })
    const locked = await org.call('POST', '/sobjects/Contact', { LastName: 'x', AccountId: account })
    const message = `unable to obtain exclusive access to this record or 1 records: ${account}`
    assert.deepEqual(locked.body, [{ message, errorCode: 'UNABLE_TO_LOCK_ROW', fields: [] }])
    assert.equal((await org.call('PATCH', `/sobjects/Account/${account}`, { Phone: '1' })).status, 400)
    assert.equal((await org.call('PATCH', `/sobjects/Account/${account}`, { Phone: '1' })).status, 204)
  })
})
