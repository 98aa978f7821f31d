import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema, getOperationAST, parse } from 'graphql'
import { withIdempotencyKey } from './idempotency-key.ts'

const schema = buildSchema(`
  input Open { idempotencyKey: String! subject: String }
  input Plain { subject: String }
  type Query { cases(input: Open): String }
  type Mutation { open(input: Open!): String plain(input: Plain): String }`)

function keyed(text: string, variables: Record<string, unknown> | undefined, key?: string) {
  const operation = getOperationAST(parse(text))
  assert.ok(operation)
  const answer = withIdempotencyKey(schema, operation, variables, key)
  return 'errors' in answer ? answer.errors[0]?.extensions.code : answer.variables
}
const OPEN = 'mutation ($input: Open!) { open(input: $input) }'

test('an input that was sent without a key gets the header’s, and what was sent stays as it is', () => {
  const sent = { input: { subject: 'a' } }
  assert.deepEqual(keyed(OPEN, sent, 'k'), { input: { subject: 'a', idempotencyKey: 'k' } })
  assert.deepEqual(sent, { input: { subject: 'a' } })
  assert.deepEqual(keyed(OPEN, { input: { idempotencyKey: null } }, 'k'), { input: { idempotencyKey: 'k' } })
  const optional = 'mutation ($input: Open) { open(input: $input) }'
  assert.deepEqual(keyed(optional, { input: {} }, 'k'), { input: { idempotencyKey: 'k' } })
})

test('a key in the input needs no header, and may say the same', () => {
  const sent = { input: { idempotencyKey: 'k' } }
  assert.deepEqual(keyed(OPEN, sent), sent)
  assert.deepEqual(keyed(OPEN, sent, 'k'), sent)
  assert.deepEqual(keyed('mutation { open(input: { idempotencyKey: "k" }) }', undefined, 'k'), {})
})

const DIFFERENT: [title: string, text: string, variables?: Record<string, unknown>][] = [
  ['in a variable', OPEN, { input: { idempotencyKey: 'other' } }],
  ['in the text', 'mutation { open(input: { idempotencyKey: "other" }) }'],
  [
    'in a variable of its own',
    'mutation ($key: String!) { open(input: { idempotencyKey: $key }) }',
    { key: 'other' },
  ],
  [
    'in one input of two',
    `mutation ($a: Open!, $b: Open!) { a: open(input: $a) b: open(input: $b) }`,
    { a: {}, b: { idempotencyKey: 'other' } },
  ],
]
for (const [title, text, variables] of DIFFERENT)
  test(`another key ${title} is refused: two keys are two wishes`, () => {
    assert.equal(keyed(text, variables, 'k'), 'INVALID_ARGUMENT')
  })

test('nothing else is touched: queries, inputs that take no key, values that are no input', () => {
  const plain = { input: { subject: 'a' } }
  assert.deepEqual(keyed('mutation ($input: Plain) { plain(input: $input) }', plain, 'k'), plain)
  assert.deepEqual(keyed('query ($input: Open) { cases(input: $input) }', plain, 'k'), plain)
  for (const input of ['text', 7, [], null]) assert.deepEqual(keyed(OPEN, { input }, 'k'), { input })
  assert.deepEqual(keyed(OPEN, undefined, 'k'), {})
})
