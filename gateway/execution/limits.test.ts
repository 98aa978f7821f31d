import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Caller } from '#shared/subgraph/context.ts'
import type { Execution, ExecutionOptions } from './execution.ts'
import type { Operation } from './operation.ts'
import { createPlannedExecution } from './planned.ts'
import { createStockExecution } from './stock.ts'
import { composeTestGraph, createTestSubgraph, testRequest } from './test-graph.ts'

/** A list as long as its caller asks, and how often it was asked for. */
function world() {
  let calls = 0
  const subgraph = createTestSubgraph(
    'nodes',
    `type Query { nodes(first: Int): [Node!] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false) }
     type Node @key(fields: "id") { id: ID! next: Node }`,
    {
      Query: {
        nodes: () => {
          calls += 1
          return [{ id: '1' }]
        },
      },
      Node: { next: () => ({ id: '2' }) },
    },
  )
  return { options: composeTestGraph([subgraph]), calls: () => calls }
}

const ENGINES: Record<string, (options: ExecutionOptions) => Execution | Promise<Execution>> = {
  planned: createPlannedExecution,
  stock: createStockExecution,
}
const staff: Caller = testRequest().caller
const portal: Caller = { ...staff, customerIds: ['c'] }
const partner: Caller = { ...portal, clientId: staff.subject }

for (const [engine, create] of Object.entries(ENGINES)) {
  describe(`limits of the ${engine} execution`, async () => {
    const { options, calls } = world()
    const limits = { portal: { depth: 2, listItems: 50 }, partner: { cost: 40, upstreamCalls: 3 } }
    const execution = await create({ ...options, limits })
    after(() => execution.close())

    const ask = async (operation: Operation, caller: Caller) => {
      const before = calls()
      const { data, errors } = await execution.execute(operation, testRequest({ caller }))
      return { data, error: errors?.[0]?.extensions, calls: calls() - before }
    }

    const deep = { query: '{ nodes { next { next { id } } } }' }
    const listed = (first: number) => ({
      query: 'query ($first: Int) { nodes(first: $first) { id } }',
      variables: { first },
    })
    const tooMany = (limit: string, allowed: number, found: number) => ({
      data: undefined,
      error: { code: 'LIMIT_EXCEEDED', retryable: false, limit, allowed, found },
      calls: 0,
    })

    test('what one class of callers may send is refused to another, also when its plan is known', async () => {
      assert.deepEqual(await ask(deep, portal), tooMany('depth', 2, 4))
      assert.equal((await ask(deep, staff)).calls, 1)
      assert.deepEqual(await ask(deep, portal), tooMany('depth', 2, 4))
    })

    test('variables decide for every request whether its lists are too long', async () => {
      assert.equal((await ask(listed(50), portal)).calls, 1)
      assert.deepEqual(await ask(listed(51), portal), tooMany('listItems', 50, 51))
      assert.equal((await ask(listed(51), staff)).calls, 1)
    })

    const NODES = 'nodes(first: $n) { id }'
    const evasions: Operation[] = [
      { query: `query ($n: Int) { ${NODES} }`, variables: { n: 41 } },
      { query: `query ($n: Int = 41) { ${NODES} }` },
      { query: '{ a: nodes(first: 21) { id } b: nodes(first: 20) { id } }' },
      {
        query: '{ ...f ... { b: nodes(first: 20) { id } } } fragment f on Query { nodes(first: 21) { id } }',
      },
      { query: '{ nodes { next { next { next { id } } } } nodes { id } }' },
      {
        query: 'query ($n: Int, $no: Boolean = false) { nodes(first: $n) @skip(if: $no) { id } }',
        variables: { n: 41 },
      },
    ]
    for (const operation of evasions) {
      test(`what costs more than its caller may spend asks nobody: ${operation.query}`, async () => {
        assert.equal((await ask(operation, staff)).calls > 0, true)
        const { found, ...rest } = (await ask(operation, partner)).error ?? {}
        assert.deepEqual(rest, { code: 'LIMIT_EXCEEDED', retryable: false, limit: 'cost', allowed: 40 })
        assert.equal(Number(found) > 40, true)
        for (const answer of [
          await execution.executeInParts(operation, testRequest({ caller: partner })),
          await execution.subscribe(operation, testRequest({ caller: partner })),
        ])
          assert.equal('errors' in answer && answer.errors?.[0]?.extensions.limit, 'cost')
      })
    }

    test('what needs too many calls to systems asks nobody', async () => {
      const query =
        '{ a: nodes(first: 1) { id } b: nodes(first: 1) { id } c: nodes(first: 1) { id } d: nodes(first: 1) { id } }'
      assert.deepEqual(await ask({ query }, partner), tooMany('upstreamCalls', 3, 4))
    })

    test('text that nobody may send is refused before it is parsed', async () => {
      assert.deepEqual(await ask({ query: '{a'.repeat(20_000) }, staff), tooMany('nesting', 50, 51))
    })

    for (const kind of ['mutation', 'subscription']) {
      test(`a ${kind} is refused where the schema has none`, async () => {
        const { error, data } = await ask({ query: `${kind} { a }` }, staff)
        assert.deepEqual([error?.code, data], ['BAD_REQUEST', undefined])
      })
    }
  })
}
