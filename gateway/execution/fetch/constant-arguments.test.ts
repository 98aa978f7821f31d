import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema, type FieldNode, Kind, parse } from 'graphql'
import { constantArguments } from './constant-arguments.ts'

const schema = buildSchema(
  'input Range { from: Int } type Query { pages(first: Int = 10, after: String, range: Range, ids: [ID!]): Int }',
)

function argumentsOf(query: string): string | undefined {
  const [operation] = parse(query).definitions
  const pages = schema.getQueryType()?.getFields().pages
  assert.ok(operation?.kind === Kind.OPERATION_DEFINITION && pages)
  return constantArguments(pages, operation.selectionSet.selections[0] as FieldNode)
}

test('arguments that are written in the operation, and defaults, become a literal', () => {
  assert.equal(argumentsOf('{ pages(after: "\\"x", first: 5) }'), '{ "first": 5, "after": "\\"x" }')
  assert.equal(argumentsOf('{ pages }'), '{ "first": 10 }')
})

for (const query of [
  'query ($first: Int) { pages(first: $first) }',
  'query ($id: ID!) { pages(ids: ["1", $id]) }',
  '{ pages(range: { from: 1 }) }',
  '{ pages(ids: ["1"]) }',
  '{ pages(first: "five") }',
])
  test(`the arguments of ${query} are found when it runs`, () => {
    assert.equal(argumentsOf(query), undefined)
  })
