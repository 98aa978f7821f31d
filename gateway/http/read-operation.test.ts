import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorsOf, startWorld } from '../server.test-support.ts'

/** With this media type a status code speaks of the operation. */
const NEWER = { accept: 'application/graphql-response+json' }

const REFUSED: [string, unknown, Record<string, string>, number, string][] = [
  ['text that is no GraphQL', { query: '{' }, NEWER, 400, 'BAD_REQUEST'],
  ['a field that is not there', { query: '{ nope }' }, NEWER, 400, 'BAD_REQUEST'],
  ['an operation that is not there', { query: '{ hello }', operationName: 'B' }, NEWER, 400, 'BAD_REQUEST'],
  [
    'a field that is not there, to a client that does not read status codes,',
    { query: '{ nope }' },
    {},
    200,
    'BAD_REQUEST',
  ],
  ['no query', {}, {}, 400, 'BAD_REQUEST'],
  ['a batch', [{ query: '{ hello }' }], {}, 400, 'BAD_REQUEST'],
  ['a body that is not JSON', '{', {}, 400, 'BAD_REQUEST'],
  [
    'a form that any page could send',
    '{"query":"{hello}"}',
    { 'content-type': 'text/plain' },
    415,
    'BAD_REQUEST',
  ],
  [
    'a body of another charset',
    '{}',
    { 'content-type': 'application/json; charset=latin1' },
    415,
    'BAD_REQUEST',
  ],
  ['an answer that is not JSON', { query: '{ hello }' }, { accept: 'image/png' }, 406, 'BAD_REQUEST'],
  ['more than a megabyte', 'x'.repeat(1024 * 1024 + 1), {}, 413, 'LIMIT_EXCEEDED'],
]
for (const [title, body, headers, status, code] of REFUSED) {
  test(`${title} is refused with ${status} ${code}`, async (context) => {
    const world = await startWorld(context)
    const response = await world.post(body, { ...headers, 'x-correlation-id': 'c-1' })
    const [error] = await errorsOf(response)
    assert.equal(response.status, status)
    assert.equal(error?.extensions.code, code)
    assert.equal(error?.extensions.correlationId, 'c-1')
  })
}

test('a mutation is not sent by GET', async (context) => {
  const world = await startWorld(context)
  const headers = { authorization: `Bearer ${world.token}`, 'apollo-require-preflight': '1' }
  const response = await fetch(`${world.url}/graphql?query=mutation{write}`, { headers })
  assert.equal(response.status, 405)
  assert.equal(response.headers.get('allow'), 'POST')
})

test('a GET without a header that needs a preflight is refused', async (context) => {
  const world = await startWorld(context)
  const response = await fetch(`${world.url}/graphql?query={hello}`, {
    headers: { authorization: `Bearer ${world.token}` },
  })
  assert.equal(response.status, 400)
  assert.equal(world.requests.length, 0)
})

test('a request carries the key of its header to what runs it', async (context) => {
  const world = await startWorld(context)
  await world.post({ query: 'mutation { write }' }, { 'idempotency-key': '"order-4711"' })
  await world.post({ query: 'mutation { write }' })
  assert.deepEqual(
    world.requests.map(({ idempotencyKey }) => idempotencyKey),
    ['order-4711', undefined],
  )
})
