import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Answered, startTestOrg, type TestOrg } from './test-org.ts'

let org: TestOrg
before(async () => {
  org = await startTestOrg()
})
after(() => org.emulator.close())

describe('composite calls', () => {
  const countOf = ({ headers }: Answered): number =>
    Number(/api-usage=(\d+)/.exec(headers.get('sforce-limit-info') ?? '')?.[1])
  const soql = 'query?q=SELECT+COUNT()+FROM+Product2'

  test('a batch answers each part with its own status, and counts each', async () => {
    const used = countOf(await org.call('GET', '/limits'))
    const response = await org.call('POST', '/composite/batch', {
      batchRequests: [
        { method: 'GET', url: `v66.0/${soql}` },
        { method: 'GET', url: 'v66.0/query?q=nonsense' },
      ],
    })
    const { hasErrors, results } = response.body as {
      hasErrors: boolean
      results: { statusCode: number; result: unknown }[]
    }
    assert.equal(hasErrors, true)
    assert.deepEqual(results[0], { statusCode: 200, result: { totalSize: 5, done: true, records: [] } })
    assert.equal(results[1]?.statusCode, 400)
    assert.equal(countOf(response), used + 2)
  })

  test('a composite call counts once, keeps reference ids, and takes five queries at most', async () => {
    const used = countOf(await org.call('GET', '/limits'))
    const part = (referenceId: string) => ({
      method: 'GET',
      url: `/services/data/v66.0/${soql}`,
      referenceId,
    })
    const response = await org.call('POST', '/composite', { compositeRequest: [part('a'), part('b')] })
    assert.deepEqual(
      (response.body as { compositeResponse: unknown[] }).compositeResponse,
      ['a', 'b'].map((referenceId) => ({
        body: { totalSize: 5, done: true, records: [] },
        httpHeaders: {},
        httpStatusCode: 200,
        referenceId,
      })),
    )
    assert.equal(countOf(response), used + 1)
    const six = await org.call('POST', '/composite', { compositeRequest: [...'abcdef'].map(part) })
    assert.equal(six.status, 400)
  })
})
