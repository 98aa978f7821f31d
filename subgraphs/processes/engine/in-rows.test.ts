import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Queryable } from '#shared/store/store.ts'
import { inRows } from './in-rows.ts'

function createLog() {
  const asked: [text: string, values: readonly unknown[]][] = []
  const transaction: Queryable = {
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      asked.push([text, values])
      return values.map((value) => ({ value })) as unknown as Row[]
    },
  }
  return { asked, transaction }
}

test('inserts alike are one with many rows, and each gets its own row', async () => {
  const { asked, transaction } = createLog()
  const { query } = inRows(transaction)
  const text = 'insert into t (a) VALUES ($1) returning a'
  const rows = await Promise.all([query(text, ['x']), query(text, ['y'])])
  assert.deepEqual(rows, [[{ value: 'x' }], [{ value: 'y' }]])
  assert.deepEqual(asked, [['insert into t (a) values ($1), ($2) returning a', ['x', 'y']]])
})

for (const [title, text, values] of [
  ['no insert of a row', 'update t set a = $1', ['x']],
  [
    'a row that is not all of its parameters',
    'insert into t values ($1) on conflict do update set a = $2',
    ['x', 'y'],
  ],
  ['two rows', 'insert into t values ($1), ($2); insert into u values ($1)', ['x', 'y']],
] as const)
  test(`what is ${title} runs as often as it is asked for`, async () => {
    const { asked, transaction } = createLog()
    const { query } = inRows(transaction)
    await Promise.all([query(text, values), query(text, values)])
    assert.deepEqual(asked, [
      [text, values],
      [text, values],
    ])
  })

test('a refusal reaches everybody who waits for it', async () => {
  const { query } = inRows({ query: () => Promise.reject(new Error('full')) })
  const text = 'insert into t values ($1)'
  const asked = await Promise.allSettled([query(text, ['x']), query(text, ['y'])])
  assert.deepEqual(
    asked.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
})
