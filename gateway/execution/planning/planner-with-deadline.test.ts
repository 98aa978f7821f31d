import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'graphql'
import { composeTestGraph, createTestSubgraph } from '../test-graph.ts'
import { createPlanner } from './plan-operation.ts'
import { createPlannerWithDeadline } from './planner-with-deadline.ts'
import type { OperationPlanner } from './query-planner.ts'

const { supergraphSdl } = composeTestGraph([createTestSubgraph('a', 'type Query { a: Int }', {})])

const document = (aliases: number) =>
  parse(`{ ${Array.from({ length: aliases }, (_, index) => `a${index}: a`).join(' ')} }`)

test('what is light is planned on this thread, what is heavy on another, and the plans are the same', async () => {
  let plannedHere = 0
  let planner: OperationPlanner | undefined
  let stock: OperationPlanner | undefined
  createPlanner(supergraphSdl, (source) => {
    stock = source.here
    const here: OperationPlanner = {
      plan: (...operation) => {
        plannedHere += 1
        return source.here.plan(...operation)
      },
    }
    planner = createPlannerWithDeadline({ ...source, here })
    return planner
  })
  await planner?.plan(document(100), undefined)
  assert.equal(plannedHere, 1)
  const plan = await planner?.plan(document(101), undefined)
  assert.equal(plannedHere, 1)
  const expected = await stock?.plan(document(101), undefined)
  const operationOf = (made: typeof plan) => made?.node?.kind === 'Fetch' && made.node.operation
  assert.ok(operationOf(plan))
  assert.equal(operationOf(plan), operationOf(expected))
  await planner?.close?.()
})
