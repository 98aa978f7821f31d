import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema, type FragmentDefinitionNode, isObjectType, Kind, parse } from 'graphql'
import { collectFields, selectionsBelow } from './collect-fields.ts'
import { anyHolds } from './conditions.ts'

const schema = buildSchema(`
  interface Named { name: String }
  type Person implements Named { name: String age: Int friend: Person }
  type Company implements Named { name: String }
  type Query { named: Named }
`)

function collect(query: string, typeName = 'Person') {
  const document = parse(query)
  const [operation] = document.definitions
  const fragments: Record<string, FragmentDefinitionNode> = {}
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each
  const type = schema.getType(typeName)
  assert.ok(operation?.kind === Kind.OPERATION_DEFINITION && isObjectType(type))
  return collectFields(schema, type, [{ selectionSet: operation.selectionSet, conditions: [] }], fragments)
}

const selected: [title: string, query: string, keys: string[]][] = [
  ['fields come in the order of the document, each once', '{ name age name }', ['name', 'age']],
  ['an alias is a key of its own', '{ name other: name }', ['name', 'other']],
  ['fragments of other types are left out', '{ ... on Company { name } ... on Person { age } }', ['age']],
  ['fragments of an interface count', '{ ...N } fragment N on Named { name }', ['name']],
  ['what is skipped for good is left out', '{ name @skip(if: true) age @include(if: false) }', []],
]
for (const [title, query, keys] of selected) {
  test(title, () => {
    assert.deepEqual(
      collect(query).map(({ responseKey }) => responseKey),
      keys,
    )
  })
}

test('a field is asked for when any of its occurrences is', () => {
  const [name, age] = collect(
    'query ($a: Boolean!, $b: Boolean!) { name @include(if: $a) name @skip(if: $b) age }',
  )
  const isIncluded = anyHolds(name?.occurrences.map(({ conditions }) => conditions) ?? [])
  assert.equal(isIncluded?.({ a: false, b: true }), false)
  assert.equal(isIncluded?.({ a: true, b: true }), true)
  assert.equal(isIncluded?.({ a: false, b: false }), true)
  assert.equal(anyHolds(age?.occurrences.map(({ conditions }) => conditions) ?? []), undefined)
})

test("what stands below an occurrence is asked for under the occurrence's conditions", () => {
  const [friend] = collect('query ($a: Boolean!) { friend @include(if: $a) { name } friend { age } }')
  assert.ok(friend)
  assert.deepEqual(
    selectionsBelow(friend).map(({ conditions }) => conditions),
    [[{ variable: 'a', equals: true }], []],
  )
})
