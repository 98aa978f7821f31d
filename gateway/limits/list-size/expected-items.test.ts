import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema, Kind, parse } from 'graphql'
import { orderFragments } from '../fragments.ts'
import { compileExpectedItems } from './expected-items.ts'
import { readListSizeRules } from './rules.ts'

const SDL = `
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean) on FIELD_DEFINITION
  type Query {
    things(first: Int = 20, last: Int, ids: [ID!]): ThingConnection @listSize(slicingArguments: ["first", "last", "ids"], sizedFields: ["nodes", "edges"])
    list(limit: Int): [Thing] @listSize(assumedSize: 7, slicingArguments: ["limit"])
    fixed: [Thing] @listSize(assumedSize: 3)
    unknown: [Thing!]!
    names: [String]
    one: Thing
    any: Any
  }
  type ThingConnection { nodes: [Thing!]! edges: [Edge] pageInfo: Info }
  type Edge { node: Thing cursor: String }
  type Info { more: Boolean }
  type Thing { id: ID parts(first: Int = 5): [Thing] @listSize(slicingArguments: ["first"]) }
  union Any = Thing | Info
`
const schema = buildSchema(SDL)
const rules = readListSizeRules(parse(SDL))

function expectedItems(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query)
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)
  assert.ok(operation)
  return compileExpectedItems(operation, orderFragments(document), { schema, rules, assumedSize: 10 })(
    variables,
  )
}

const cases: [string, string, Record<string, unknown>, number][] = [
  ['an argument in the document', '{ things(first: 4) { nodes { id } } }', {}, 4],
  ['the default of an argument', '{ things { nodes { id } } }', {}, 20],
  ['the largest of several arguments', '{ things(first: 4, last: 30) { nodes { id } } }', {}, 30],
  ['the length of a list', '{ things(first: 0, ids: ["a", "b"]) { nodes { id } } }', {}, 2],
  [
    'the length of a variable that is a list',
    'query ($ids: [ID!]) { things(first: 0, ids: $ids) { nodes { id } } }',
    { ids: ['a', 'b', 'c'] },
    3,
  ],
  ['a variable', 'query ($n: Int) { things(first: $n) { nodes { id } } }', { n: 50 }, 50],
  ['the default of a variable', 'query ($n: Int = 60) { things(first: $n) { nodes { id } } }', {}, 60],
  [
    'a variable instead of its default',
    'query ($n: Int = 60) { things(first: $n) { nodes { id } } }',
    { n: 2 },
    2,
  ],
  [
    'the default of an argument whose variable is not sent',
    'query ($n: Int) { things(first: $n) { nodes { id } } }',
    {},
    20,
  ],
  ['the assumed size', '{ fixed { id } }', {}, 3],
  ['the assumed size where no argument tells', '{ list { id } }', {}, 7],
  ['an argument before the assumed size', '{ list(limit: 2) { id } }', {}, 2],
  ['the assumed size where a variable is null', 'query ($n: Int) { list(limit: $n) { id } }', { n: null }, 7],
  ['the default where null is written', '{ things(first: null) { nodes { id } } }', {}, 20],
  ['the default where parts are null', '{ list(limit: 3) { parts(first: null) { id } } }', {}, 3 + 15],
  ['the assumed size where null is written', '{ list(limit: null) { id } }', {}, 7],
  ['the assumption for lists nobody describes', '{ unknown { id } }', {}, 10],
  ['nothing for a negative size', '{ list(limit: -5) { id } }', {}, 0],
  ['nodes and edges', '{ things(first: 4) { nodes { id } edges { node { id } } } }', {}, 8],
  ['lists in lists', '{ list(limit: 3) { parts(first: 4) { parts { id } } } }', {}, 3 + 12 + 60],
  ['lists below edges', '{ things(first: 3) { edges { node { parts(first: 2) { id } } } } }', {}, 3 + 6],
  ['lists below a single object', '{ one { parts { id } } }', {}, 5],
  ['nothing for the page', '{ things { pageInfo { more } } }', {}, 0],
  ['nothing for lists of scalars', '{ names }', {}, 0],
  ['nothing for the schema', '{ __schema { types { name } } }', {}, 0],
  ['nothing for a field that is not there', '{ nowhere { id } }', {}, 0],
  [
    'lists in fragments',
    '{ things(first: 4) { ...c } } fragment c on ThingConnection { nodes { ...t } } fragment t on Thing { parts(first: 2) { id } }',
    {},
    4 + 8,
  ],
  ['lists of one type of a union', '{ any { ... on Thing { parts { id } } } }', {}, 5],
  [
    'nothing for what is skipped',
    'query ($no: Boolean!) { fixed @include(if: $no) { id } list @skip(if: true) { id } }',
    { no: false },
    0,
  ],
  [
    'what is not skipped',
    'query ($yes: Boolean = true) { fixed @include(if: $yes) { id } list @skip(if: false) { id } }',
    {},
    10,
  ],
  ['nothing for a fragment that is skipped', '{ ... @skip(if: true) { fixed { id } } }', {}, 0],
]
for (const [title, query, variables, expected] of cases) {
  test(`expected items count ${title}`, () => {
    assert.equal(expectedItems(query, variables), expected)
  })
}

test('sizes that multiply beyond any number still compare', () => {
  const deep = `${'parts(first: 2000000000) { '.repeat(40)} id ${'}'.repeat(40)}`
  assert.equal(expectedItems(`{ one { ${deep} } }`), Number.MAX_SAFE_INTEGER)
})

const LINK = 'schema @link(url: "https://specs.apollo.dev/cost/v0.1"'
const names: [string, string, string][] = [
  ['imported', `${LINK}, import: ["@listSize"]) { query: Query }`, 'listSize'],
  [
    'imported under another name',
    `${LINK}, import: [{ name: "@listSize", as: "@size" }]) { query: Query }`,
    'size',
  ],
  ['under the name of its specification', `${LINK}) { query: Query }`, 'cost__listSize'],
  ['under another name of its specification', `${LINK}, as: "price") { query: Query }`, 'price__listSize'],
]
for (const [title, link, name] of names) {
  test(`@listSize is read when it is ${title}`, () => {
    const found = readListSizeRules(
      parse(`${link} type Query { a: [Int] @${name}(assumedSize: 3) b: [Int] @other }`),
    )
    assert.deepEqual(
      [...found],
      [['Query.a', { assumedSize: 3, slicingArguments: [], sizedFields: [], requiresOne: false }]],
    )
  })
}
