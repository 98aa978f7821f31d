import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'graphql'
import { createSplitPlanner, type Planner } from './planner.ts'

test('light operations are planned on this thread, heavy ones elsewhere', async () => {
  const planned: string[] = []
  const planner = (place: string): Planner => ({
    plan(_document, operationName) {
      planned.push(`${place} ${operationName}`)
      return { kind: 'QueryPlan' }
    },
  })
  const weights = new Map([
    [1, 'light'],
    [2, 'heavy'],
  ])
  const split = createSplitPlanner({
    here: planner('here'),
    elsewhere: planner('elsewhere'),
    weigh: (document) => document.definitions.length,
    maxWeightHere: 1,
  })
  for (const [count, name] of weights) await split.plan(parse('query { a } '.repeat(count)), name)
  assert.deepEqual(planned, ['here light', 'elsewhere heavy'])
})
