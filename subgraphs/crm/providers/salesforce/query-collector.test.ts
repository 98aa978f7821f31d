import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createQueryCollector } from './query-collector.ts'

const newCall = () => ({ correlationId: 'test', signal: new AbortController().signal })

/** Answers a query with its own text, and keeps what was sent together. */
function startCollecting() {
  const sent: string[][] = []
  const answer = (soql: string): unknown => (soql.startsWith('bad') ? new Error(soql) : soql)
  const collector = createQueryCollector({
    async queryOne(soql) {
      sent.push([soql])
      return answer(soql)
    },
    async queryMany(queries) {
      sent.push([...queries])
      return queries.map(answer)
    },
  })
  return { sent, collector }
}

test('what one operation asks in one turn is sent together, five to a call; another operation is another call', async () => {
  const { sent, collector } = startCollecting()
  const [one, other] = [newCall(), newCall()]
  const asked = ['a', 'b', 'c', 'd', 'e', 'f'].map((soql) => collector.query(soql, one))
  assert.deepEqual(await Promise.all([...asked, collector.query('x', other)]), [...'abcdef', 'x'])
  assert.deepEqual(sent, [['a', 'b', 'c', 'd', 'e'], ['f'], ['x']])
})

test('a query that is taken along fills a free place of a call of several', async () => {
  const { sent, collector } = startCollecting()
  const call = newCall()
  const [extra] = await Promise.all([
    collector.takeAlong('extra', call),
    collector.query('a', call),
    collector.query('b', call),
  ])
  assert.equal(extra, 'extra')
  assert.deepEqual(sent, [['a', 'b', 'extra']])
})

for (const asked of [[], ['a'], ['a', 'b', 'c', 'd', 'e']]) {
  test(`beside ${asked.length} others it is not sent: it would cost a call`, async () => {
    const { sent, collector } = startCollecting()
    const call = newCall()
    const extra = collector.takeAlong('extra', call)
    await Promise.all(asked.map((soql) => collector.query(soql, call)))
    assert.equal(await extra, undefined)
    assert.deepEqual(sent, asked.length === 0 ? [] : [asked])
  })
}

test('a query that was taken along and fails costs nobody anything', async () => {
  const { collector } = startCollecting()
  const call = newCall()
  const extra = collector.takeAlong('bad', call)
  assert.deepEqual(await Promise.all([collector.query('a', call), collector.query('b', call)]), ['a', 'b'])
  assert.equal(await extra, undefined)
})
