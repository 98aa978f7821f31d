import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema, isLeafType } from 'graphql'
import { createFailures } from '../failures.ts'
import { projectLeaf } from './project-leaf.ts'
import { INVALID, type ProjectionRun } from './projection.ts'

const schema = buildSchema(
  'enum Rating { GOOD BAD } scalar Json type Query { rating: Rating json: Json f: Float b: Boolean i: Int id: ID }',
)

const createRun = (): ProjectionRun => ({
  variables: {},
  failures: createFailures(),
  ended: undefined,
  hasFailures: false,
  errors: [],
  toError: (cause) => cause as never,
  clientKeyOf: (key) => key,
})

const values: [type: string, value: unknown, expected: unknown][] = [
  ['Int', 3, 3],
  ['Int', 2 ** 31, INVALID],
  ['Int', 1.5, INVALID],
  ['Int', '3', INVALID],
  ['Float', 1.5, 1.5],
  ['Float', '1.5', INVALID],
  ['String', 'text', 'text'],
  ['String', 3, INVALID],
  ['Boolean', false, false],
  ['Boolean', 0, INVALID],
  ['ID', 'a', 'a'],
  ['ID', 7, '7'],
  ['ID', {}, INVALID],
  ['Rating', 'GOOD', 'GOOD'],
  ['Rating', 'UGLY', INVALID],
  ['Json', { any: [1] }, { any: [1] }],
  ['Int', null, null],
  ['Int', undefined, null],
]
for (const [typeName, value, expected] of values) {
  const outcome = expected === INVALID ? 'refused' : `answered as ${JSON.stringify(expected)}`
  test(`${JSON.stringify(value)} as ${typeName} is ${outcome}`, () => {
    const type = schema.getType(typeName)
    assert.ok(isLeafType(type))
    const run = createRun()
    assert.deepEqual(projectLeaf(type)(value, run), expected)
    assert.equal(run.errors.length, expected === INVALID ? 1 : 0)
  })
}
