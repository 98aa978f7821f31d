import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GraphQLError } from 'graphql'
import { createPlannedExecution } from '../execution/planned.ts'
import {
  createFeed,
  ESCALATIONS,
  escalation,
  escalationGraph,
} from '../execution/subscriptions/escalation-graph.test-support.ts'
import { askByServerSentEvents, CLIENTS, MULTIPART_ACCEPT } from './clients.test-support.ts'
import type { TransportOptions } from './transport.ts'
import { startTransports } from './world.test-support.ts'

const WITH_BALANCE = 'subscription { caseEscalated { severity customer { id overdue balance } } }'
const event = (severity: number, customer: unknown) => ({ caseEscalated: { severity, customer } })

type Answer = {
  data?: unknown
  errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[]
}

for (const [name, ask] of CLIENTS) {
  test(`${name}: each event comes with the fields of every subgraph, one that fails in part ends nothing, the end is told`, async () => {
    await using world = await startTransports()
    const answers = ask({ url: world.url, query: WITH_BALANCE })
    const first = answers.next()
    await world.feed.whenListening(1)
    world.feed.push(escalation(1, 'c1'))
    assert.deepEqual((await first).value, { data: event(1, { id: 'c1', overdue: ['in-c1'], balance: 7 }) })
    world.feed.push(escalation(2, 'lost'))
    const { data, errors } = (await answers.next()).value as Answer
    assert.deepEqual(data, event(2, null))
    assert.deepEqual(
      errors?.map(({ path, extensions }) => [path, extensions.code, typeof extensions.correlationId]),
      [[['caseEscalated', 'customer', 'balance'], 'INTERNAL', 'string']],
    )
    world.feed.push(escalation(3, 'c3'))
    assert.deepEqual((await answers.next()).value, {
      data: event(3, { id: 'c3', overdue: ['in-c3'], balance: 7 }),
    })
    world.feed.finish()
    assert.equal((await answers.next()).done, true)
    await world.feed.whenListening(0)
  })

  test(`${name}: a client that leaves lets go of the source`, async () => {
    await using world = await startTransports()
    const answers = ask({ url: world.url, query: ESCALATIONS, variables: { severity: 1 } })
    const first = answers.next()
    await world.feed.whenListening(1)
    world.feed.push(escalation(1, 'c1'))
    await first
    await answers.return?.()
    await world.feed.whenListening(0)
  })

  test(`${name}: queries are answered once, and the answer is followed by the end`, async () => {
    await using world = await startTransports()
    const answers = ask({ url: world.url, query: '{ open }' })
    assert.deepEqual((await answers.next()).value, { data: { open: 3 } })
    assert.equal((await answers.next()).done, true)
  })

  test(`${name}: twenty clients at once leave nobody listening`, async () => {
    await using world = await startTransports()
    const clients = Array.from({ length: 20 }, (_, index) =>
      ask({ url: world.url, query: `${ESCALATIONS} # ${index}` }),
    )
    const firsts = clients.map((client) => client.next())
    await world.feed.whenListening(20)
    world.feed.push(escalation(1, 'c1'))
    const expected = { data: { escalated: { severity: 1, who: { id: 'c1', overdue: ['in-c1'] } } } }
    for (const first of firsts) assert.deepEqual((await first).value, expected)
    await Promise.all(clients.map((client) => client.return?.()))
    await world.feed.whenListening(0)
  })
}

for (const [name, ask] of CLIENTS.slice(1)) {
  test(`${name}: when the gateway stops, the last answer says so`, async () => {
    await using world = await startTransports()
    const answers = ask({ url: world.url, query: ESCALATIONS })
    const last = answers.next()
    await world.feed.whenListening(1)
    await world.transports.close()
    const { errors } = (await last).value as Answer
    assert.equal(errors?.[0]?.extensions.code, 'STREAM_ENDED')
    assert.equal(errors?.[0]?.extensions.retryable, true)
    assert.equal((await answers.next()).done, true)
    await world.feed.whenListening(0)
  })

  test(`${name}: when the token ends, the stream ends with it and says so`, async () => {
    await using world = await startTransports()
    const answers = ask({ url: world.url, query: ESCALATIONS, token: 'brief' })
    const { errors } = (await answers.next()).value as Answer
    assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
    assert.equal((await answers.next()).done, true)
    await world.feed.whenListening(0)
  })
}

for (const [name, ask] of CLIENTS.slice(1)) {
  test(`${name}: what does not validate is answered with the errors alone`, async () => {
    await using world = await startTransports()
    const answers = ask({ url: world.url, query: 'subscription { nothing }' })
    const answer = (await answers.next()).value as Answer
    assert.equal('data' in answer, false)
    assert.equal(answer.errors?.[0]?.extensions.code, 'BAD_REQUEST')
  })
}

const body = JSON.stringify({ query: ESCALATIONS })
const json = { 'content-type': 'application/json' }
const good = { authorization: 'Bearer good' }
const refused: [title: string, init: RequestInit & { headers: Record<string, string> }, status: number][] = [
  ['no token', { method: 'POST', body, headers: json }, 401],
  ['a GET, which a page of another origin can send', { headers: good }, 405],
  ['a form', { method: 'POST', body, headers: { ...good, 'content-type': 'text/plain' } }, 415],
  ['no JSON', { method: 'POST', body: '{', headers: { ...good, ...json } }, 400],
  ['no query', { method: 'POST', body: '{}', headers: { ...good, ...json } }, 400],
]
for (const accept of ['text/event-stream', MULTIPART_ACCEPT]) {
  for (const [title, init, status] of refused) {
    test(`a request for ${accept.split(/[;,]/, 1)[0]} with ${title} is refused with ${status}`, async () => {
      await using world = await startTransports()
      const response = await fetch(world.url, { ...init, headers: { ...init.headers, accept } })
      assert.equal(response.status, status)
      const { errors } = (await response.json()) as Answer
      assert.equal(typeof errors?.[0]?.extensions.code, 'string')
    })
  }
}

test('a subscription by server-sent events is not cached, and is what it says it is', async () => {
  await using world = await startTransports()
  const response = await fetch(world.url, {
    method: 'POST',
    body,
    headers: { ...json, ...good, accept: 'text/event-stream' },
  })
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
  await response.body?.cancel()
  await world.feed.whenListening(0)
})

test('an unauthenticated client of graphql-sse learns its status', async () => {
  await using world = await startTransports()
  const answers = askByServerSentEvents({ url: world.url, query: ESCALATIONS, token: 'bad' })
  await assert.rejects(Promise.resolve(answers.next()), /401/)
})

test('over HTTP a spent budget is 429 with a time, whatever form of answer was asked for', async () => {
  const spent: TransportOptions['execution']['subscribe'] = async (_, { answerHeaders = {} }) => {
    answerHeaders['retry-after'] = '7'
    return { errors: [new GraphQLError('spent', { extensions: { code: 'RATE_LIMITED' } })] }
  }
  const { limits, close } = createPlannedExecution(escalationGraph(createFeed()))
  await using world = await startTransports({
    execution: { limits, subscribe: spent, executeInParts: spent as never },
  })
  for (const accept of [MULTIPART_ACCEPT, 'multipart/mixed;deferSpec=20220824']) {
    const response = await fetch(world.url, {
      method: 'POST',
      headers: { authorization: 'Bearer good', 'content-type': 'application/json', accept },
      body: JSON.stringify({ query: '{ open }' }),
    })
    assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '7'], accept)
    await response.body?.cancel()
  }
  await close()
})
