import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asJson, testRequest } from '../test-graph.ts'
import { type AnswerInParts, type Delivery, isInParts } from './parts.ts'
import { slowGraph } from './slow-graph.test-support.ts'

type Graph = ReturnType<typeof slowGraph>

async function inParts(
  { execution }: Graph,
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  request = testRequest(),
): Promise<AnswerInParts> {
  const answer = await execution.executeInParts({ query, variables }, request)
  assert.ok(isInParts(answer), JSON.stringify(answer))
  return answer
}

async function rest(later: AsyncIterable<Delivery>) {
  const deliveries = await Array.fromAsync(later)
  assert.deepEqual(
    deliveries.map(({ isLast }) => isLast),
    deliveries.map((_, index) => index === deliveries.length - 1),
  )
  return deliveries
    .flatMap(({ delivered }) => delivered)
    .map(({ path, label, data, errors }) =>
      asJson({ path, label, data, ...(errors.length > 0 ? { errors } : {}) }),
    )
}

test('what is not deferred is answered while a system still works on what is', async () => {
  const graph = slowGraph()
  const query = '{ customer { displayName ... @defer(label: "orders") { orders { number } } } }'
  const { first, announced, later } = await inParts(graph, query)
  assert.deepEqual(asJson(first), { data: { customer: { displayName: 'Acme' } } })
  assert.deepEqual(asJson(announced), [{ id: '0', label: 'orders', path: ['customer'] }])
  graph.release()
  assert.deepEqual(await rest(later), [
    { path: ['customer'], label: 'orders', data: { orders: [{ number: 'o-1' }] } },
  ])
})

test('a call to one system is divided where only some of what it is asked may come later', async () => {
  const graph = slowGraph()
  const { first, later } = await inParts(graph, '{ customer { currency ... @defer { orders { number } } } }')
  assert.deepEqual(asJson(first), { data: { customer: { currency: 'EUR' } } })
  graph.release()
  assert.deepEqual(await rest(later), [{ path: ['customer'], data: { orders: [{ number: 'o-1' }] } }])
})

test('what a deferred field requires is deferred with it', async () => {
  const graph = slowGraph()
  const { first, later } = await inParts(graph, '{ customer { currency ... @defer { name: legalName } } }')
  assert.deepEqual(asJson(first), { data: { customer: { currency: 'EUR' } } })
  graph.release()
  assert.deepEqual(await rest(later), [{ path: ['customer'], data: { name: 'Acme AG' } }])
})

test('what an immediate field requires is waited for, deferred or not', async () => {
  const graph = slowGraph()
  const answer = inParts(graph, '{ customer { legalName ... @defer { orders { number } } } }')
  graph.release()
  const { first } = await answer
  assert.deepEqual(asJson(first), { data: { customer: { legalName: 'Acme AG' } } })
})

test('a fragment in a list is delivered for each of its objects', async () => {
  const graph = slowGraph()
  const query = '{ all: customers { id ...More @defer } } fragment More on Customer { orders { lines } }'
  const { later } = await inParts(graph, query)
  graph.release()
  assert.deepEqual(await rest(later), [
    { path: ['all', 0], data: { orders: [{ lines: ['l-1'] }] } },
    { path: ['all', 1], data: { orders: [{ lines: ['l-1'] }] } },
  ])
})

test('a fragment inside a deferred one is announced with it, and delivered after it', async () => {
  const graph = slowGraph()
  const query = `{ customer { id ... @defer(label: "outer") {
    currency ... @defer(label: "inner") { orders { number ... @defer(label: "inmost") { lines } } } } } }`
  const { announced, later } = await inParts(graph, query)
  assert.deepEqual(
    announced.map(({ label }) => label),
    ['outer'],
  )
  graph.release()
  assert.deepEqual(await rest(later), [
    { path: ['customer'], label: 'outer', data: { currency: 'EUR' } },
    { path: ['customer'], label: 'inner', data: { orders: [{ number: 'o-1' }] } },
    { path: ['customer', 'orders', 0], label: 'inmost', data: { lines: ['l-1'] } },
  ])
})

const WHOLE: [title: string, query: string, variables?: Record<string, unknown>][] = [
  ['`if` is false', '{ customer { id ... @defer(if: false) { currency } } }'],
  [
    '`if` is a variable that is false',
    'query ($d: Boolean!) { customer { id ... @defer(if: $d) { currency } } }',
    { d: false },
  ],
  [
    'a deferred fragment is skipped',
    '{ customer { id currency ... @defer @skip(if: true) { orders { number } } } }',
  ],
  ['nothing is deferred', '{ customer { id currency } }'],
]
for (const [title, query, variables] of WHOLE) {
  test(`the answer is whole where ${title}`, async () => {
    const { execution } = slowGraph()
    const answer = await execution.executeInParts({ query, variables }, testRequest())
    assert.deepEqual(asJson(answer), { data: { customer: { id: '1', currency: 'EUR' } } })
  })
}

test('a variable decides anew for each who sends the operation', async () => {
  const graph = slowGraph()
  const query = 'query ($d: Boolean!) { customer { id ... @defer(if: $d) { currency } } }'
  const { first, later } = await inParts(graph, query, { d: true })
  assert.deepEqual(asJson(first), { data: { customer: { id: '1' } } })
  assert.deepEqual(await rest(later), [{ path: ['customer'], data: { currency: 'EUR' } }])
  const whole = await graph.execution.executeInParts({ query, variables: { d: false } }, testRequest())
  assert.deepEqual(asJson(whole), { data: { customer: { id: '1', currency: 'EUR' } } })
})

test('a client that takes one answer gets one', async () => {
  const { execution } = slowGraph()
  const query = '{ customer { id ... @defer { currency } } }'
  assert.deepEqual(asJson(await execution.execute({ query }, testRequest())), {
    data: { customer: { id: '1', currency: 'EUR' } },
  })
})

test('a value that may not be null costs its deferred fragment, and what was answered stays', async () => {
  const graph = slowGraph()
  const { first, later } = await inParts(
    graph,
    '{ customer { id ... @defer { broken } ... @defer { currency } } }',
  )
  assert.deepEqual(asJson(first), { data: { customer: { id: '1' } } })
  const parts = await rest(later)
  assert.equal(parts.length, 2)
  const [broken] = parts as { path: unknown; data: unknown; errors: { path: unknown }[] }[]
  assert.equal(broken?.data, null)
  assert.deepEqual(
    broken?.errors.map(({ path }) => path),
    [['customer', 'broken']],
  )
})

test('a part never takes away an object that its client has from another one', async () => {
  const graph = slowGraph()
  const query = '{ customer { id } ... @defer { customer { broken } } customer { ... @defer { currency } } }'
  const { first, later } = await inParts(graph, query)
  assert.deepEqual(asJson(first), { data: { customer: { id: '1' } } })
  const parts = (await rest(later)) as { path: unknown[]; data: unknown; errors: { path: unknown }[] }[]
  const [whole, below] = parts.sort((one, other) => one.path.length - other.path.length)
  assert.equal(whole?.data, null)
  assert.deepEqual(whole?.errors[0]?.path, ['customer', 'broken'])
  assert.deepEqual(below?.data, { currency: 'EUR' })
})

test('what a client has as null is not filled with half an object', async () => {
  const graph = slowGraph()
  const query = '{ customer { id broken } ... @defer { customer { currency } systems: __typename } }'
  const { first, later } = await inParts(graph, query)
  assert.deepEqual(first.data, { customer: null })
  const [part] = (await rest(later)) as { data: unknown }[]
  assert.deepEqual(part?.data, { customer: null, systems: 'Query' })
})

test('what has not come when the time is over is told, and the answer ends', async () => {
  const graph = slowGraph()
  const end = new AbortController()
  const request = testRequest({ signal: end.signal })
  const query = '{ customer { id ... @defer { orders { number } } } }'
  const { later } = await inParts(graph, query, {}, request)
  end.abort()
  const [part] = (await rest(later)) as { data: unknown; errors: { extensions: { code: string } }[] }[]
  assert.deepEqual(part?.data, { orders: null })
  assert.deepEqual(
    part?.errors.map(({ extensions }) => extensions.code),
    ['TIMEOUT'],
  )
  graph.release()
})

test('a client that lets go is sent nothing more', async () => {
  const graph = slowGraph()
  const { later } = await inParts(graph, '{ customer { id ... @defer { orders { number } } } }')
  const waiting = later.next()
  await later.return?.()
  graph.release()
  assert.deepEqual(await waiting, { value: undefined, done: true })
})
