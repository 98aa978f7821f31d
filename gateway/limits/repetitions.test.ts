import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'graphql'
import { createExpansion } from './expansion.ts'
import { repetitionsOf } from './repetitions.ts'

const cases: [string, string, number][] = [
  ['a field once', '{ a }', 1],
  ['a field twice', '{ a a }', 2],
  ['two names of one field', '{ a x: a }', 1],
  ['two fields under one name', '{ x: a x: b }', 2],
  ['a field in a fragment and beside it', '{ a ...f ... { a } } fragment f on T { a }', 3],
  ['a field below parents that merge', '{ p { a } p { a b } p { a } }', 3],
  ['a field below parents that do not', '{ p { a } q { a } }', 1],
  ['an unused fragment', '{ a } fragment f on T { b b }', 2],
  ['a spread of nothing', '{ ...nothing }', 0],
]
for (const [title, text, expected] of cases) {
  test(`${title} is asked for ${expected} times at most`, () => {
    assert.equal(repetitionsOf(createExpansion(parse(text))), expected)
  })
}
