import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse, print } from 'graphql'
import { dropShadowedKeys } from './shadowed-keys.ts'

const kept: [title: string, directives: string, expected: string][] = [
  [
    'a key that is not resolvable gives way to one that is',
    '@join__type(graph: A, key: "x", resolvable: false) @join__type(graph: A, key: "id")',
    '@join__type(graph: A, key: "id")',
  ],
  [
    'a key that is not resolvable stays where it is the only one',
    '@join__type(graph: A, key: "x", resolvable: false) @join__type(graph: B, key: "x")',
    '@join__type(graph: A, key: "x", resolvable: false) @join__type(graph: B, key: "x")',
  ],
  ['a type without keys stays as it is', '@join__type(graph: A)', '@join__type(graph: A)'],
]
for (const [title, directives, expected] of kept) {
  test(title, () => {
    const text = print(dropShadowedKeys(parse(`type T ${directives} { id: ID }`)))
    assert.equal(text, print(parse(`type T ${expected} { id: ID }`)))
  })
}
