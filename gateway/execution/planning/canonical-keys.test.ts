import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse, print } from 'graphql'
import { createCanonicalKeys, createMutationKeys, withCanonicalKeys } from './canonical-keys.ts'

const rewrites: [title: string, query: string, planned: string][] = [
  ['an alias gives way to the name of its field', '{ a: b { id: name } }', '{ b { name } }'],
  [
    'each set of arguments has a key of its own',
    '{ price(in: EUR) usd: price(in: USD) again: price(in: EUR) }',
    '{ price__a0: price(in: EUR) price__a1: price(in: USD) price__a0: price(in: EUR) }',
  ],
  ['what the gateway knows itself is not planned', '{ __typename __schema { types { name } } a }', '{ a }'],
  [
    'an object stays although everything below it is conditional',
    '{ a { b @include(if: $x) } }',
    '{ a { b @include(if: $x) __typename } }',
  ],
]

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')

for (const [title, query, planned] of rewrites) {
  test(title, () => {
    assert.equal(oneLine(print(withCanonicalKeys(parse(query), createCanonicalKeys()))), planned)
  })
}

test('two calls of one mutation stay two', () => {
  const planned = withCanonicalKeys(parse('mutation { add(n: 1) again: add(n: 1) }'), createMutationKeys())
  assert.equal(oneLine(print(planned)), 'mutation { add__a0: add(n: 1) add__m_again: add(n: 1) }')
})

test("a key is told in the client's words", () => {
  const keys = createCanonicalKeys()
  withCanonicalKeys(parse('{ cost: price(in: EUR) }'), keys)
  assert.equal(keys.clientKeyOf('price__a0'), 'cost')
  assert.equal(keys.clientKeyOf('unknown'), 'unknown')
})
