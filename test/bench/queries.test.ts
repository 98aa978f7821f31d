import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execute, parse, validate } from 'graphql'
import { QUERIES } from './queries.ts'
import { createMonolithSchema } from './world/monolith.ts'

const schema = createMonolithSchema()

for (const { name, text } of QUERIES) {
  test(`${name} is valid and answers without errors, whichever its number`, () => {
    for (const n of [0, 1, 5_000_000_123, 0x7fff]) {
      const document = parse(text(n))
      assert.deepEqual(validate(schema, document), [])
      assert.deepEqual(Object.keys(execute({ schema, document })), ['data'])
    }
  })
}

test('only the operations of miss differ, and those in more than a name', () => {
  const fields = (n: number) =>
    new Set(
      QUERIES.find(({ name }) => name === 'miss')
        ?.text(n)
        .split(/\W+/),
    ).size
  assert.deepEqual(
    QUERIES.filter(({ text }) => text(1) !== text(2)).map(({ name }) => name),
    ['miss'],
  )
  assert.equal(fields(0) - fields(3), 2)
})
