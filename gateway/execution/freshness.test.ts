import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getOperationAST, parse } from 'graphql'
import { applyFreshness } from './freshness.ts'
import { testRequest } from './test-graph.ts'

function apply(query: string, variables: Record<string, unknown> = {}, maxAgeSeconds?: number) {
  const request = testRequest(maxAgeSeconds === undefined ? {} : { maxAgeSeconds })
  const operation = getOperationAST(parse(query))
  assert.ok(operation)
  return { refused: applyFreshness(request, operation, variables), maxAgeSeconds: request.maxAgeSeconds }
}

const CASES: readonly [title: string, expected: number | undefined, ...args: Parameters<typeof apply>][] = [
  ['an operation that says nothing leaves it to the settings', undefined, '{ a }'],
  ['an operation that says nothing keeps what its request said', 30, '{ a }', {}, 30],
  ['an age is taken as written', 15, 'query @freshness(maxAge: 15) { a }'],
  ['zero is an age', 0, 'query @freshness(maxAge: 0) { a }'],
  ['an age may be a variable', 7, 'query ($age: Int!) @freshness(maxAge: $age) { a }', { age: 7 }],
  ['the operation wins over its request', 15, 'query @freshness(maxAge: 15) { a }', {}, 30],
  ['a mutation reads what is', 0, 'mutation { a }', {}, 30],
]
for (const [title, expected, ...args] of CASES) {
  test(title, () => assert.deepEqual(apply(...args), { refused: undefined, maxAgeSeconds: expected }))
}

test('an age below zero is refused', () => {
  for (const age of ['-1', '$age']) {
    const { refused } = apply(`query ($age: Int!) @freshness(maxAge: ${age}) { a }`, { age: -1 })
    assert.equal(refused?.errors[0]?.extensions.code, 'INVALID_ARGUMENT')
  }
})
