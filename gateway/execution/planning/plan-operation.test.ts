import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Kind, parse } from 'graphql'
import { composeTestGraph, createTestSubgraph } from '../test-graph.ts'
import { depthsOf } from './order-by-data.ts'
import { createPlanner } from './plan-operation.ts'

const subgraphs = [
  createTestSubgraph(
    'crosswalk',
    `type Query { customer: Customer }
     type Customer @key(fields: "id") {
       id: ID!
       a: String @external b: String @external
       fromA: String @requires(fields: "a")
       fromB: String @requires(fields: "b")
       fromBoth: [Item] @requires(fields: "a b")
     }
     type Item @key(fields: "id") { id: ID! }`,
    {},
  ),
  createTestSubgraph(
    'first',
    'type Customer @key(fields: "id") { id: ID! a: String orders: [Order] } type Order @key(fields: "id") { id: ID! }',
    {},
  ),
  createTestSubgraph(
    'second',
    'type Customer @key(fields: "id") { id: ID! b: String } type Item @key(fields: "id") { id: ID! name: String }',
    {},
  ),
  createTestSubgraph('third', 'type Order @key(fields: "id") { id: ID! total: Int }', {}),
]

const planner = createPlanner(composeTestGraph(subgraphs).supergraphSdl)

async function stepsOf(query: string) {
  const document = parse(query)
  const [operation] = document.definitions
  assert.ok(operation?.kind === Kind.OPERATION_DEFINITION)
  const { steps } = await planner.plan(document, operation, new Map())
  const depths = depthsOf(steps)
  return steps
    .map(({ subgraph, path }, index) => `${depths[index]} ${subgraph} ${path.join('.')}`.trim())
    .sort()
}

test('fetches of one subgraph for the same objects are one, though each has its own required fields', async () => {
  assert.deepEqual(await stepsOf('{ customer { fromA fromB fromBoth { id } } }'), [
    '0 crosswalk',
    '1 first customer',
    '1 second customer',
    '2 crosswalk customer',
  ])
})

test('a fetch waits for what it reads, not for everything that the plan puts before it', async () => {
  assert.deepEqual(await stepsOf('{ customer { orders { total } fromB fromBoth { name } } }'), [
    '0 crosswalk',
    '1 first customer',
    '1 second customer',
    '2 crosswalk customer',
    '2 third customer.orders.@',
    '3 second customer.fromBoth.@',
  ])
})

test('an operation about the schema alone fetches nothing', async () => {
  assert.deepEqual(await stepsOf('{ __typename __schema { queryType { name } } }'), [])
})
