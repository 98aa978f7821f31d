import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema, parse } from 'graphql'
import { orderFragments } from './fragments.ts'
import { createTypedSelections } from './typed-selections.ts'

const countTyped = createTypedSelections(
  buildSchema(`
    type Query { one: A any: Any named: Named }
    interface Named { name: String self: Named }
    type A implements Named { name: String self: Named }
    type B implements Named { name: String self: Named }
    type C { x: Int }
    union Any = A | B | C
  `),
)

const cases: [string, string, number][] = [
  ['a field of an object once', '{ one { name } }', 2],
  ['a field of an interface once for each type', '{ named { name } }', 1 + 2],
  ['interfaces in interfaces by their product', '{ named { self { name } } }', 1 + 2 + 4],
  ['a fragment on one type of many once', '{ any { ... on A { name } } }', 1 + 1 + 1],
  [
    'a fragment on an interface for the types both allow',
    '{ any { ...n } } fragment n on Named { name }',
    1 + 2 + 2,
  ],
  ['a fragment without a type like the selection around it', '{ any { ... { __typename } } }', 1 + 3 + 3],
  ['the heaviest of several operations', 'query a { one { name } } query b { named { name } }', 3],
]
for (const [title, text, expected] of cases) {
  test(`typed selections count ${title}`, () => {
    const document = parse(text)
    assert.equal(countTyped(document, orderFragments(document)), expected)
  })
}
