import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startWorld, type World } from '../server.test-support.ts'

const ASKED = { 'x-correlation-id': 'c-7' }
const STREAM = { accept: 'text/event-stream' }
const ANSWERED: [title: string, ask: (world: World) => Promise<Response>][] = [
  ['an answer', ({ post }) => post({ query: '{ hello }' }, ASKED)],
  [
    'an answer that is asked for as a stream',
    ({ post }) => post({ query: '{ hello }' }, { ...ASKED, ...STREAM }),
  ],
  ['a refusal', ({ post }) => post('no JSON', ASKED)],
  ['a refused stream', ({ post }) => post('no JSON', { ...ASKED, ...STREAM })],
  ['what is no operation', ({ url }) => fetch(`${url}/health/live`, { headers: ASKED })],
  ['what is not there', ({ url }) => fetch(`${url}/nothing`, { headers: ASKED })],
]
for (const [title, ask] of ANSWERED) {
  test(`${title} carries the correlation id of its request`, async (context) => {
    const response = await ask(await startWorld(context))
    assert.equal(response.headers.get('x-correlation-id'), ASKED['x-correlation-id'])
    await response.text()
  })
}

test('the correlation id of the client is kept and sent back, one that is unsafe is replaced', async (context) => {
  const world = await startWorld(context)
  const kept = await world.post({ query: '{ hello }' }, { 'x-correlation-id': 'order-4711:retry.1' })
  assert.equal(kept.headers.get('x-correlation-id'), 'order-4711:retry.1')
  assert.equal(world.requests[0]?.correlationId, 'order-4711:retry.1')
  for (const unsafe of ['a b', 'x'.repeat(65), '{"a":1}']) {
    const replaced = await world.post({ query: '{ hello }' }, { 'x-correlation-id': unsafe })
    assert.match(replaced.headers.get('x-correlation-id') ?? '', /^[0-9a-f-]{36}$/)
  }
})

test('a well formed traceparent goes on with the operation, another does not', async (context) => {
  const world = await startWorld(context)
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  await world.post({ query: '{ hello }' }, { traceparent })
  await world.post({ query: '{ hello }' }, { traceparent: '00-0-0-0' })
  assert.deepEqual(
    world.requests.map((request) => request.traceparent),
    [traceparent, undefined],
  )
})
