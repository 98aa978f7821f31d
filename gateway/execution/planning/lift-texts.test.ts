import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema, parse, print, validate } from 'graphql'
import { liftTexts } from './lift-texts.ts'

const schema = buildSchema(`
  enum Kind { BIG }
  scalar Day
  input Filter { text: String = "a", ids: [ID!], day: Day, kind: Kind, most: Int }
  type Book { id: ID! title(language: String, size: Int): String }
  type Query { book(id: ID!): Book books(filter: Filter, first: Int): [Book] }
  type Mutation { remove(id: ID!): Book }
`)

function lift(query: string) {
  const document = parse(query)
  assert.deepEqual(validate(schema, document), [])
  const lifted = liftTexts(schema, document)
  if (!lifted) return undefined
  assert.deepEqual(validate(schema, lifted.document), [])
  return { query: print(lifted.document).replaceAll(/\s+/g, ' '), texts: lifted.texts }
}

test('a text is a variable of the type of its place', () => {
  assert.deepEqual(lift('{ book(id: "b1") { id } }'), {
    query: 'query ($weftText0: ID!) { book(id: $weftText0) { id } }',
    texts: { weftText0: 'b1' },
  })
})

test('texts in objects and lists are lifted, and nothing else is', () => {
  const filter = '{ text: "x", ids: ["a", 7], day: "Monday", kind: BIG, most: 3 }'
  assert.deepEqual(lift(`query Q($first: Int) { books(filter: ${filter}, first: $first) { id } }`), {
    query:
      'query Q($first: Int, $weftText0: String, $weftText1: ID!) { books( filter: {text: $weftText0, ' +
      'ids: [$weftText1, 7], day: "Monday", kind: BIG, most: 3} first: $first ) { id } }',
    texts: { weftText0: 'x', weftText1: 'a' },
  })
})

test('equal texts of one type stay equal: the same field twice is still the same', () => {
  const lifted = lift(
    '{ book(id: "b1") { ...A title(language: "b1") } } fragment A on Book { title(language: "b1") }',
  )
  assert.deepEqual(lifted?.texts, { weftText0: 'b1', weftText1: 'b1' })
})

const left: Record<string, string> = {
  'a query without texts': '{ books(first: 3) { id } }',
  'a mutation': 'mutation { remove(id: "b1") { id } }',
  'one of several operations': 'query A { book(id: "b1") { id } } query B { book(id: "b2") { id } }',
  'what is asked about the schema': '{ __type(name: "Book") { name } }',
  'a default of a variable': 'query ($id: ID! = "b1") { book(id: $id) { id } }',
  'a client that has such variables itself':
    'query ($weftText0: ID!) { a: book(id: $weftText0) { id } b: book(id: "b1") { id } }',
}
for (const [meaning, query] of Object.entries(left))
  test(`${meaning} is left as it is`, () => assert.equal(lift(query), undefined))
