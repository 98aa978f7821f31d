import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_LIMITS } from './operation-limits.ts'
import { measureVariables } from './variables.ts'

const cases: [Record<string, unknown>, { variableSize: number; variableDepth: number }][] = [
  [{}, { variableSize: 0, variableDepth: 0 }],
  [{ id: 'abc' }, { variableSize: 6, variableDepth: 0 }],
  [
    { n: 1, on: true, none: null, not: undefined },
    { variableSize: 14, variableDepth: 0 },
  ],
  [{ ids: ['a', 'bc'] }, { variableSize: 9, variableDepth: 1 }],
  [{ a: { b: [{ c: 1 }] } }, { variableSize: 7, variableDepth: 3 }],
]
for (const [variables, expected] of cases) {
  test(`${JSON.stringify(variables)} counts ${expected.variableSize}, ${expected.variableDepth} deep`, () => {
    assert.deepEqual(measureVariables(variables, DEFAULT_LIMITS.staff), expected)
  })
}

test('counting stops where a limit is passed', () => {
  const untouched = new Proxy([], {
    ownKeys: () => assert.fail('looked too far'),
    get: () => assert.fail('looked too far'),
  })
  const limits = { ...DEFAULT_LIMITS.staff, variableSize: 3 }
  assert.throws(() => measureVariables({ a: 'long', b: { c: untouched } }, limits), {
    code: 'LIMIT_EXCEEDED',
  })
})
