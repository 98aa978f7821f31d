import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema, getVariableValues, Kind, parse } from 'graphql'
import { isWeftError } from '#shared/errors.ts'
import { createLimits } from '../limits.ts'

const SDL = `
  directive @cost(weight: Int!) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR | ENUM
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean) on FIELD_DEFINITION
  type Query {
    things(first: Int = 20, last: Int, filter: Filter, sort: String @cost(weight: 7)): Things
      @listSize(slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)
    one: Thing
    dear: Thing @cost(weight: 100)
    report: Report
    named: Named
    exact(first: Int, last: Int): [Thing] @listSize(slicingArguments: ["first", "last"])
    paged(input: Paging, ids: [ID]): [Thing]
      @listSize(assumedSize: 25, slicingArguments: ["input.first", "input.page.size"], requireOneSlicingArgument: false)
    strict(input: Paging): [Thing] @listSize(slicingArguments: ["input.first", "input.page.size"])
    preset(input: Paging = { first: 7 }): [Thing] @listSize(slicingArguments: ["input.first"], requireOneSlicingArgument: false)
    these(ids: [ID]): [Thing] @listSize(slicingArguments: ["ids"], requireOneSlicingArgument: false)
  }
  input Paging { first: Int page: Page }
  input Page { size: Int = 12 }
  type Mutation { change(input: Filter, all: [Filter!]): Thing @cost(weight: 50) }
  input Filter { text: String @cost(weight: 3) inside: Filter }
  type Things { nodes: [Thing!]! edges: [Edge!]! }
  type Edge { node: Thing }
  interface Named { name: String parts(first: Int): [Thing] }
  type Thing implements Named {
    name: String
    parts(first: Int): [Thing] @listSize(assumedSize: 30, slicingArguments: ["first"], requireOneSlicingArgument: false)
  }
  type Report @cost(weight: 40) { text: Text }
  scalar Text @cost(weight: 2)
`
const schema = buildSchema(SDL)
const limits = createLimits({ schema, supergraph: parse(SDL) })

function costOf(query: string, sent: Record<string, unknown> = {}) {
  const measured = limits.measure(query)
  const operation = measured.document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)
  assert.ok(operation)
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], sent)
  return measured.cost(undefined, coerced)
}

const cases: [string, string, Record<string, unknown>, number][] = [
  ['an object is one point, a leaf none', '{ one { name } }', {}, 1],
  ['a list is its size', '{ things(first: 4) { nodes { name } } }', {}, 1 + 4],
  ['a size that is not sent is its default', '{ things { nodes { name } } }', {}, 1 + 20],
  ['a size comes from a variable', 'query ($n: Int) { things(first: $n) { nodes { name } } }', { n: 90 }, 91],
  [
    'a size comes from the default of a variable',
    'query ($n: Int = 70) { things(first: $n) { nodes { name } } }',
    {},
    71,
  ],
  [
    'a variable that is not sent leaves the default of its argument',
    'query ($n: Int) { things(first: $n) { nodes { name } } }',
    {},
    21,
  ],
  ['the largest of two sizes counts', '{ things(first: 1, last: 50) { nodes { name } } }', {}, 51],
  [
    'another name for a field makes it no cheaper',
    '{ a: things(first: 4) { nodes { name } } b: things(first: 4) { nodes { name } } }',
    {},
    10,
  ],
  [
    'a fragment costs what it stands for, wherever it is spread',
    '{ things(first: 4) { ...t } o: things(first: 2) { ...t } } fragment t on Things { nodes { parts(first: 3) { name } } }',
    {},
    1 + 4 * 4 + 1 + 2 * 4,
  ],
  [
    'lists in lists multiply',
    '{ things(first: 10) { edges { node { parts(first: 10) { parts(first: 10) { name } } } } } }',
    {},
    1 + 10 * (1 + 1 + 10 * (1 + 10)),
  ],
  ['an interface costs what its dearest object does', '{ named { parts { name } } }', {}, 1 + 30],
  ['a field may have a price of its own', '{ dear { name } }', {}, 100],
  ['a type may have a price, and a scalar', '{ report { text } }', {}, 42],
  [
    'an argument may have a price where it is given',
    '{ things(first: 0, sort: "a") { nodes { name } } }',
    {},
    8,
  ],
  [
    'what an input says may have a price',
    '{ things(first: 0, filter: { text: "a", inside: { text: "b" } }) { nodes { name } } }',
    {},
    1 + 6,
  ],
  [
    'the same in a variable',
    'query ($f: Filter) { things(first: 0, filter: $f) { nodes { name } } }',
    { f: { text: 'a', inside: { text: 'b' } } },
    1 + 6,
  ],
  [
    'an input list costs each of its items',
    'mutation ($all: [Filter!]) { change(all: $all) { name } }',
    { all: [{ text: 'a' }, { text: 'b' }] },
    10 + 50 + 6,
  ],
  ['a mutation is ten more', 'mutation { change { name } }', {}, 60],
  [
    'what a variable leaves out is free',
    'query ($no: Boolean!) { dear @include(if: $no) { name } one { name } }',
    { no: false },
    1,
  ],
  [
    'what a variable skips only where it is true',
    'query ($no: Boolean!) { dear @skip(if: $no) { name } }',
    { no: false },
    100,
  ],
  ['the schema itself is free', '{ __schema { types { name } } }', {}, 0],
  ['a negative size is none', 'query ($n: Int) { things(first: $n) { nodes { name } } }', { n: -5 }, 1],
]
/** Ways to ask for forty things while it looks like fewer. */
const FORTY = 'things(first: 40) { nodes { name } }'
const evasions: typeof cases = [
  ['in an input object', '{ paged(input: { first: 40 }) { name } }', {}, 40],
  ['deeper in it', '{ paged(input: { page: { size: 40 } }) { name } }', {}, 40],
  ['by the default of its field', '{ paged(input: { page: {} }) { name } }', {}, 12],
  ['by a variable in it', 'query ($n: Int) { paged(input: { first: $n }) { name } }', { n: 40 }, 40],
  ['by a variable of it', 'query ($i: Paging) { paged(input: $i) { name } }', { i: { first: 40 } }, 40],
  [
    'by the default of that',
    'query ($i: Paging = { page: { size: 40 } }) { paged(input: $i) { name } }',
    {},
    40,
  ],
  [
    'by a default of a field of that',
    'query ($i: Paging) { paged(input: $i) { name } }',
    { i: { page: {} } },
    12,
  ],
  ['by the default of the argument', '{ preset { name } }', {}, 7],
  ['by a variable that leaves it', 'query ($i: Paging) { preset(input: $i) { name } }', {}, 7],
  ['by null in it', '{ paged(input: { first: null }) { name } }', {}, 25],
  ['by null for it', '{ paged(input: null) { name } }', {}, 25],
  ['by a variable that is null', 'query ($i: Paging) { paged(input: $i) { name } }', { i: null }, 25],
  [
    'by a variable that is null in it',
    'query ($n: Int) { paged(input: { first: $n }) { name } }',
    { n: null },
    25,
  ],
  ['by the larger of two', '{ paged(input: { first: 1, page: { size: 40 } }) { name } }', {}, 40],
  ['by nothing at all', '{ paged { name } }', {}, 25],
  [
    'by a list of ids',
    'query ($ids: [ID]) { these(ids: $ids) { name } }',
    { ids: Array.from({ length: 40 }, String) },
    40,
  ],
  ['by a list in the text', '{ these(ids: [1, 2, 3]) { name } }', {}, 3],
  ['by null for a size in the text', '{ things(first: null) { nodes { name } } }', {}, 1 + 20],
  ['by null for a size', 'query ($n: Int) { things(first: $n) { nodes { name } } }', { n: null }, 1 + 20],
  ['below zero', 'query ($i: Paging) { paged(input: $i) { name } }', { i: { first: -40 } }, 0],
  ['in a fragment', `{ ...f } fragment f on Query { ${FORTY} }`, {}, 41],
  ['in a fragment without a type', `{ ... { ${FORTY} } }`, {}, 41],
  ['under other names', `{ a: ${FORTY} b: ${FORTY} }`, {}, 82],
  ['twice under one', `{ ${FORTY} ${FORTY} }`, {}, 82],
  ['in lists in lists', `{ things(first: 8) { nodes { parts(first: 5) { name } } } }`, {}, 1 + 8 + 40],
]
for (const [title, query, variables, points] of evasions) {
  test(`cost is not evaded ${title}`, () => {
    assert.equal(costOf(query, variables).points, points)
  })
}

for (const [title, query, variables, points] of cases) {
  test(`cost: ${title}`, () => {
    assert.equal(costOf(query, variables).points, points)
  })
}

const upstream: [string, string, number][] = [
  ['a root field is one call', '{ one { name } dear { name } }', 2],
  ['a list below one thing is another', '{ one { parts(first: 5) { name } } }', 2],
  [
    'ten things are asked about at once',
    '{ things(first: 35) { nodes { parts(first: 5) { name } } } }',
    1 + 4,
  ],
  ['objects that come with their parent cost none', '{ things(first: 35) { nodes { name } } }', 1],
]
for (const [title, query, calls] of upstream) {
  test(`upstream calls: ${title}`, () => {
    assert.equal(costOf(query).upstreamCalls, calls)
  })
}

for (const [query, variables, given] of [
  ['{ exact { name } }', {}, 0],
  ['{ exact(first: 1, last: 1) { name } }', {}, 2],
  ['query ($a: Int, $b: Int) { exact(first: $a, last: $b) { name } }', { a: 1, b: 2 }, 2],
  ['query ($a: Int) { exact(first: $a) { name } }', { a: null }, 0],
  ['query ($a: Int) { exact(first: $a) { name } }', {}, 0],
  ['{ strict { name } }', {}, 0],
  ['{ strict(input: { first: 1, page: { size: 2 } }) { name } }', {}, 2],
  ['query ($i: Paging) { strict(input: $i) { name } }', { i: { first: 1, page: {} } }, 2],
] as const) {
  test(`a list that wants one of its slicing arguments refuses ${query} with ${JSON.stringify(variables)}`, () => {
    assert.throws(
      () => costOf(query, variables),
      (error) => isWeftError(error, 'INVALID_ARGUMENT') && error.facts.given === given,
    )
  })
}

test('a list that wants one of its slicing arguments takes one', () => {
  assert.equal(costOf('query ($a: Int = 4) { exact(first: $a) { name } }').points, 4)
})

test('sizes that multiply beyond any number still compare', () => {
  const deep = `${'parts(first: 2000000000) { '.repeat(30)} name ${'}'.repeat(30)}`
  assert.equal(
    createLimits({ schema, supergraph: parse(SDL), limits: { staff: { depth: 100 } } })
      .measure(`{ one { ${deep} } }`)
      .cost(undefined, {}).points,
    Number.MAX_SAFE_INTEGER,
  )
})

test('an answer costs what stands in it', () => {
  const measured = limits.measure(
    'mutation { change { name a: parts(first: 30) { name } ... on Thing { b: parts { parts { name } } } } }',
  )
  const data = { change: { name: 'x', a: [{ name: 'y' }, null], b: [{ parts: [{ name: 'z' }] }] } }
  assert.equal(measured.actualCost(undefined, data), 10 + 50 + 1 + 2)
  assert.equal(measured.actualCost(undefined, { change: null }), 10)
  assert.equal(measured.actualCost(undefined, null), 10)
})
