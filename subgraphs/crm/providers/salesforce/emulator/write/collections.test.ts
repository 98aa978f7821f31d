import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { salesforceId } from '#demo-world/native-ids.ts'
import { startTestOrg, type TestOrg } from '../test-org.ts'

const ACME = salesforceId('001', 'acme')

let org: TestOrg
before(async () => {
  org = await startTestOrg()
})
after(() => org.emulator.close())

interface Result {
  id?: string
  success: boolean
  errors: { statusCode: string; message: string; fields: string[] }[]
  created?: boolean
}

const account = (fields: object) => ({ attributes: { type: 'Account' }, ...fields })
const results = async (method: string, path: string, body?: object): Promise<Result[]> => {
  const answer = await org.call(method, path, body)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body as Result[]
}
const codes = (all: Result[]) => all.map(({ success, errors }) => (success ? 'OK' : errors[0]?.statusCode))
const countNamed = async (name: string): Promise<number> => {
  const soql = encodeURIComponent(`SELECT COUNT() FROM Account WHERE Name = '${name}'`)
  return ((await org.call('GET', `/query?q=${soql}`)).body as { totalSize: number }).totalSize
}

describe('collections', () => {
  test('write what they can, in the order given', async () => {
    const made = await results('POST', '/composite/sobjects', {
      records: [account({ Name: 'Kept' }), account({}), { attributes: { type: 'Nothing' } }],
    })
    assert.deepEqual(codes(made), ['OK', 'REQUIRED_FIELD_MISSING', 'INVALID_TYPE'])
    assert.deepEqual(made[1], {
      success: false,
      errors: [
        {
          statusCode: 'REQUIRED_FIELD_MISSING',
          message: 'Required fields are missing: [Name]',
          fields: ['Name'],
        },
      ],
    })
    assert.equal(await countNamed('Kept'), 1)
  })

  test('write nothing under allOrNone when one record fails, and say of the others that they were taken back', async () => {
    const made = await results('POST', '/composite/sobjects', {
      allOrNone: true,
      records: [account({ Name: 'Taken back' }), account({})],
    })
    assert.deepEqual(codes(made), ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING'])
    assert.equal(await countNamed('Taken back'), 0)
  })

  test('change and delete by id, each bad id on its own', async () => {
    const [{ id = '' } = {}] = await results('POST', '/composite/sobjects', {
      records: [account({ Name: 'Row' })],
    })
    const nobody = salesforceId('001', 'nobody')
    const changed = await results('PATCH', '/composite/sobjects', {
      records: [id, nobody, 'acme'].map((each) => account({ id: each, Phone: '1' })),
    })
    assert.deepEqual(codes(changed), ['OK', 'INVALID_CROSS_REFERENCE_KEY', 'MALFORMED_ID'])
    const query = `?ids=${id},${nobody}&allOrNone=`
    assert.deepEqual(codes(await results('DELETE', `/composite/sobjects${query}true`)), [
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'INVALID_CROSS_REFERENCE_KEY',
    ])
    assert.deepEqual(codes(await results('DELETE', `/composite/sobjects${query}false`)), [
      'OK',
      'INVALID_CROSS_REFERENCE_KEY',
    ])
    const after = await results('PATCH', '/composite/sobjects', { records: [account({ id, Phone: '2' })] })
    assert.deepEqual(codes(after), ['ENTITY_IS_DELETED'])
  })

  test('upsert by external id, and refuse a value that is given twice or that several rows have', async () => {
    const path = '/composite/sobjects/Account/Tax_Id__c'
    const records = (...values: string[]) => ({
      records: values.map((value) => account({ Name: `Tax ${value}`, Tax_Id__c: value })),
    })
    const first = await results('PATCH', path, records('c1', 'c2', 'C2'))
    assert.deepEqual(
      first.map(({ created }) => created),
      [true, undefined, undefined],
    )
    assert.deepEqual(codes(first), ['OK', 'DUPLICATE_VALUE', 'DUPLICATE_VALUE'])
    await results('POST', '/composite/sobjects', records('c3', 'c3'))
    const second = await results('PATCH', path, records('c1', 'c3'))
    assert.deepEqual(codes(second), ['OK', 'DUPLICATE_EXTERNAL_ID'])
    assert.equal(second[0]?.created, false)
  })

  test('meet locked rows one by one', async () => {
    await org.control('/locks', { id: ACME, times: 1 })
    const changed = await results('PATCH', '/composite/sobjects', {
      records: [ACME, salesforceId('001', 'globex')].map((id) => account({ id, Phone: '3' })),
    })
    assert.deepEqual(codes(changed), ['UNABLE_TO_LOCK_ROW', 'OK'])
  })

  test('take 200 records and no more', async () => {
    const records = Array.from({ length: 201 }, () => account({ Name: 'Crowd' }))
    const refused = await org.call('POST', '/composite/sobjects', { records })
    assert.equal(refused.status, 400)
    assert.partialDeepStrictEqual(refused.body, [{ errorCode: 'EXCEEDED_ID_LIMIT' }])
    assert.equal((await results('POST', '/composite/sobjects', { records: records.slice(1) })).length, 200)
  })
})

interface Part {
  body: unknown
  httpHeaders: Record<string, string>
  httpStatusCode: number
  referenceId: string
}

const DATA = '/services/data/v66.0'
const part = (referenceId: string, method: string, path: string, body?: object, httpHeaders?: object) => ({
  referenceId,
  method,
  url: DATA + path,
  ...(body && { body }),
  ...(httpHeaders && { httpHeaders }),
})
const HALTED = [
  {
    errorCode: 'PROCESSING_HALTED',
    message: 'The transaction was rolled back since another operation in the same transaction failed.',
  },
]

async function composite(allOrNone: boolean, compositeRequest: object[]): Promise<Part[]> {
  const { status, body } = await org.call('POST', '/composite', { allOrNone, compositeRequest })
  assert.equal(status, 200, JSON.stringify(body))
  return (body as { compositeResponse: Part[] }).compositeResponse
}

describe('composite writes', () => {
  test('a later part names what an earlier one answered, in its address and its body', async () => {
    const [made, contact, read] = await composite(true, [
      part('made', 'POST', '/sobjects/Account', { Name: 'Composed' }),
      part('contact', 'POST', '/sobjects/Contact', { LastName: 'x', AccountId: '@{made.id}' }),
      part('read', 'GET', '/sobjects/Account/@{made.id}?fields=Name'),
    ])
    const { id } = (made?.body ?? {}) as { id?: string }
    assert.deepEqual(made?.httpHeaders, { Location: `${DATA}/sobjects/Account/${id}` })
    assert.equal(contact?.httpStatusCode, 201)
    assert.partialDeepStrictEqual(read?.body, { Name: 'Composed' })
  })

  test('a later part reaches into collections and queries', async () => {
    const [, , contact] = await composite(false, [
      part('made', 'POST', '/composite/sobjects', { records: [account({ Name: 'Listed' })] }),
      part('found', 'GET', `/query?q=SELECT+Id+FROM+Account+WHERE+Id='@{made[0].id}'`),
      part('contact', 'POST', '/sobjects/Contact', { LastName: 'x', AccountId: '@{found.records[0].Id}' }),
    ])
    assert.equal(contact?.httpStatusCode, 201)
  })

  test('under allOrNone one failure takes back all, also what came after it', async () => {
    const parts = await composite(true, [
      part('first', 'POST', '/sobjects/Account', { Name: 'Undone' }),
      part('many', 'POST', '/composite/sobjects', { records: [account({ Name: 'Undone' })] }),
      part('bad', 'POST', '/sobjects/Account', {}),
      part('last', 'POST', '/sobjects/Account', { Name: 'Undone' }),
    ])
    assert.deepEqual(
      parts.map(({ httpStatusCode }) => httpStatusCode),
      [400, 400, 400, 400],
    )
    assert.deepEqual([parts[0]?.body, parts[3]?.body], [HALTED, HALTED])
    // The vendor does not correct a collection's body: only the part's status tells.
    assert.partialDeepStrictEqual(parts[1]?.body, [{ success: true }])
    assert.partialDeepStrictEqual(parts[2]?.body, [{ errorCode: 'REQUIRED_FIELD_MISSING' }])
    assert.equal(await countNamed('Undone'), 0)
  })

  test('otherwise only the parts fail that failed, and those that need them', async () => {
    const parts = await composite(false, [
      part('bad', 'POST', '/sobjects/Account', {}),
      part('needs', 'POST', '/sobjects/Contact', { LastName: 'x', AccountId: '@{bad.id}' }),
      part('free', 'POST', '/sobjects/Account', { Name: 'Free' }),
    ])
    assert.deepEqual(
      parts.map(({ httpStatusCode }) => httpStatusCode),
      [400, 400, 201],
    )
    assert.partialDeepStrictEqual(parts[1]?.body, [
      {
        errorCode: 'PROCESSING_HALTED',
        message: 'Invalid reference specified. No value for bad.id found in bad.',
      },
    ])
  })

  test('a part has headers of its own', async () => {
    const [conditional] = await composite(false, [
      part(
        'a',
        'PATCH',
        `/sobjects/Account/${ACME}`,
        { Phone: '9' },
        { 'If-Unmodified-Since': new Date(0).toUTCString() },
      ),
    ])
    assert.equal(conditional?.httpStatusCode, 412)
  })

  test('reference ids are unique', async () => {
    const parts = [part('a', 'GET', '/limits'), part('a', 'GET', '/limits')]
    assert.equal((await org.call('POST', '/composite', { compositeRequest: parts })).status, 400)
  })

  test('a batch writes its parts one by one', async () => {
    const { body } = await org.call('POST', '/composite/batch', {
      batchRequests: [
        { method: 'PATCH', url: `v66.0/sobjects/Account/${ACME}`, richInput: { Phone: '4' } },
        { method: 'POST', url: 'v66.0/sobjects/Account', richInput: {} },
      ],
    })
    const { results: answered } = body as { results: { statusCode: number }[] }
    assert.deepEqual(
      answered.map(({ statusCode }) => statusCode),
      [204, 400],
    )
  })

  test('of several graphs each is whole or nothing', async () => {
    const graph = (graphId: string, ...names: (string | undefined)[]) => ({
      graphId,
      compositeRequest: names.map((Name, at) => part(`r${at}`, 'POST', '/sobjects/Account', { Name })),
    })
    const { body } = await org.call('POST', '/composite/graph', {
      graphs: [graph('good', 'Graph good'), graph('bad', 'Graph bad', undefined)],
    })
    const { graphs } = body as { graphs: { graphId: string; isSuccessful: boolean }[] }
    assert.deepEqual(
      graphs.map(({ graphId, isSuccessful }) => [graphId, isSuccessful]),
      [
        ['good', true],
        ['bad', false],
      ],
    )
    assert.deepEqual([await countNamed('Graph good'), await countNamed('Graph bad')], [1, 0])
  })
})
