import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPlannedExecution } from './planned.ts'
import { asJson, composeTestGraph, createTestSubgraph, testRequest } from './test-graph.ts'

const books = createTestSubgraph(
  'books',
  'type Query { book(id: ID!, most: Int): Book } type Book @key(fields: "id") { id: ID! title(language: String): String }',
  {
    Query: { book: (_: unknown, { id }: { id: string }) => ({ id }) },
    Book: { title: ({ id }: { id: string }, { language }: { language: string }) => `${id} in ${language}` },
  },
)

/** An execution that counts what it plans. */
function createCountingExecution() {
  let planned = 0
  const execution = createPlannedExecution({
    ...composeTestGraph([books]),
    createOperationPlanner: ({ here }) => ({
      plan(...operation) {
        planned += 1
        return here.plan(...operation)
      },
    }),
  })
  return { execution, planned: () => planned }
}

test('queries that differ in their texts alone are planned twice, however many there are', async () => {
  const { execution, planned } = createCountingExecution()
  for (let index = 0; index < 20; index += 1) {
    const query = `{ book(id: "b${index % 7}") { name: title(language: "l${index}") } }`
    const { data } = await execution.execute({ query }, testRequest())
    assert.deepEqual(asJson(data), { book: { name: `b${index % 7} in l${index}` } })
  }
  assert.equal(planned(), 2)
  await execution.close()
})

test('a query that comes again unchanged keeps a plan of its own, and its variables go on', async () => {
  const { execution, planned } = createCountingExecution()
  const query = 'query ($language: String) { book(id: "b1") { title(language: $language) } }'
  for (const language of ['en', 'de', 'fr']) {
    for (const text of [query, query.replace('b1', 'b2')]) {
      const { data } = await execution.execute({ query: text, variables: { language } }, testRequest())
      const id = text.includes('b1') ? 'b1' : 'b2'
      assert.deepEqual(asJson(data), { book: { title: `${id} in ${language}` } })
    }
  }
  assert.equal(planned(), 2)
  assert.equal(execution.counters.plans.hits, 2)
  await execution.close()
})

test('many at once wait for one plan; what else differs has a plan of its own', async () => {
  const { execution, planned } = createCountingExecution()
  const ask = (id: string, most: number) =>
    execution.execute({ query: `{ book(id: "${id}", most: ${most}) { id } }` }, testRequest())
  await ask('first', 1)
  const answers = await Promise.all(['a', 'b', 'c'].map((id) => ask(id, 1)))
  assert.deepEqual(
    answers.map(({ data }) => asJson(data)),
    ['a', 'b', 'c'].map((id) => ({ book: { id } })),
  )
  assert.equal(planned(), 2)
  await ask('a', 2)
  assert.equal(planned(), 3)
  await execution.close()
})
