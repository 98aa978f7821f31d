import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ExecutionResult } from 'graphql'
import { WAITS_FOR_READER } from '#shared/events/waits-for-reader.ts'
import { createReloadingExecution } from '../http/reloading-execution.ts'
import { createPlannedExecution, type PlannedOptions } from '../planned.ts'
import { createStockExecution } from '../stock.ts'
import { asJson, testRequest } from '../test-graph.ts'
import {
  createFeed,
  createSupport,
  ESCALATIONS,
  escalation,
  escalationGraph,
  type Feed,
  serveSubgraph,
} from './escalation-graph.test-support.ts'
import { type Answers, isStream } from './open-stream.ts'

const operation = { query: ESCALATIONS }

function assertStream(answers: Answers): AsyncIterableIterator<ExecutionResult> {
  assert.ok(isStream(answers), JSON.stringify(answers))
  return answers
}

const nextOf = async (stream: AsyncIterableIterator<ExecutionResult>) => asJson((await stream.next()).value)
const DONE = { value: undefined, done: true }

const answerOf = (severity: number, id: string) => ({
  data: { escalated: { severity, who: { id, overdue: [`in-${id}`] } } },
})

/** A planned execution on the escalation graph, and its feed. */
function start(options: Partial<PlannedOptions> = {}, contexts = { count: 0 }) {
  const feed = createFeed()
  const execution = createPlannedExecution({ ...escalationGraph(feed, { contexts }), ...options })
  return { feed, execution }
}

type Places = [where: string, begin: (feed: Feed) => Promise<{ url?: string } & Partial<AsyncDisposable>>]
const places: Places[] = [
  ['in this process', async () => ({})],
  ['over a socket', (feed) => serveSubgraph(createSupport(feed), 'socket')],
  ['by server-sent events', (feed) => serveSubgraph(createSupport(feed), 'server-sent events')],
]
for (const [where, begin] of places) {
  test(`each event from a source ${where} is answered with the fields of every subgraph`, async () => {
    const feed = createFeed()
    const place = await begin(feed)
    const { url: supportUrl } = place
    const execution = createPlannedExecution(escalationGraph(feed, supportUrl ? { supportUrl } : {}))
    const stream = assertStream(await execution.subscribe(operation, testRequest()))
    const first = nextOf(stream)
    await feed.whenListening(1)
    feed.push(escalation(1, 'c1'))
    assert.deepEqual(await first, answerOf(1, 'c1'))
    feed.push(escalation(2, 'c2'))
    assert.deepEqual(await nextOf(stream), answerOf(2, 'c2'))
    feed.finish()
    assert.deepEqual(await stream.next(), DONE)
    await feed.whenListening(0)
    await execution.close()
    await place[Symbol.asyncDispose]?.()
  })

  test(`a reader that leaves lets go of a source ${where}`, async () => {
    const feed = createFeed()
    const place = await begin(feed)
    const { url: supportUrl } = place
    const execution = createPlannedExecution(escalationGraph(feed, supportUrl ? { supportUrl } : {}))
    const stream = assertStream(await execution.subscribe(operation, testRequest()))
    const waiting = stream.next()
    await feed.whenListening(1)
    await stream.return?.()
    assert.deepEqual(await waiting, DONE)
    await feed.whenListening(0)
    await execution.close()
    await place[Symbol.asyncDispose]?.()
  })

  test(`the end of the caller's signal lets go of a source ${where}`, async () => {
    const feed = createFeed()
    const place = await begin(feed)
    const { url: supportUrl } = place
    const execution = createPlannedExecution(escalationGraph(feed, supportUrl ? { supportUrl } : {}))
    const gone = new AbortController()
    const stream = assertStream(await execution.subscribe(operation, testRequest({ signal: gone.signal })))
    const waiting = stream.next()
    await feed.whenListening(1)
    gone.abort()
    assert.deepEqual(await waiting, DONE)
    await feed.whenListening(0)
    await execution.close()
    await place[Symbol.asyncDispose]?.()
  })
}

test('a system that fails costs its fields of one event; null bubbles as far as its types say, and no further', async () => {
  const { feed, execution } = start()
  const query = 'subscription { caseEscalated { severity customer { id overdue balance } } }'
  const stream = assertStream(await execution.subscribe({ query }, testRequest()))
  for (const id of ['busy', 'lost', 'c3']) feed.push(escalation(1, id))
  feed.push({ caseEscalated: null })
  feed.push(escalation(5, 'c5'))
  const seen = []
  for (let event = 0; event < 5; event += 1) {
    const { data, errors } = (await nextOf(stream)) as ExecutionResult
    seen.push({ data, errors: errors?.map(({ path, extensions }) => [path?.join('.'), extensions?.code]) })
  }
  const event = (severity: number, customer: unknown) => ({ caseEscalated: { severity, customer } })
  assert.deepEqual(seen, [
    {
      data: event(1, { id: 'busy', overdue: null, balance: 7 }),
      errors: [['caseEscalated.customer.overdue', 'RATE_LIMITED']],
    },
    { data: event(1, null), errors: [['caseEscalated.customer.balance', 'INTERNAL']] },
    { data: event(1, { id: 'c3', overdue: ['in-c3'], balance: 7 }), errors: undefined },
    { data: null, errors: [['caseEscalated', 'INTERNAL']] },
    { data: event(5, { id: 'c5', overdue: ['in-c5'], balance: 7 }), errors: undefined },
  ])
  await stream.return?.()
})

test('each event is an operation of its own for the subgraphs that complete it', async () => {
  const contexts = { count: 0 }
  const { feed, execution } = start({}, contexts)
  const stream = assertStream(await execution.subscribe(operation, testRequest()))
  feed.push(escalation(1, 'c1'))
  feed.push(escalation(1, 'c1'))
  await stream.next()
  await stream.next()
  assert.equal(contexts.count, 2)
  await stream.return?.()
})

test('a reader slower than the events is told so after those that could wait, and its source is let go of', async () => {
  const { feed, execution } = start({ streams: { maxWaitingEvents: 2 } })
  const stream = assertStream(await execution.subscribe(operation, testRequest()))
  for (let event = 1; event <= 20; event += 1) feed.push(escalation(1, `c${event}`))
  await feed.whenListening(0)
  const seen: unknown[] = []
  let last = await nextOf(stream)
  while (!('errors' in (last as ExecutionResult))) {
    seen.push(last)
    last = await nextOf(stream)
  }
  // Two may wait to be answered and two answers to be taken; others are on their way.
  assert.ok(seen.length >= 2 && seen.length < 10, `${seen.length} events`)
  assert.deepEqual(
    seen,
    seen.map((_, index) => answerOf(1, `c${index + 1}`)),
  )
  assert.equal((last as ExecutionResult).errors?.[0]?.extensions?.code, 'STREAM_ENDED')
  assert.deepEqual(await stream.next(), DONE)
})

test('a source that waits for its reader is asked for one event after the other, and is never too fast', async () => {
  const feed = createFeed()
  const listen = () => Object.assign(feed.listen(), { [WAITS_FOR_READER]: true })
  const execution = createPlannedExecution({
    ...escalationGraph({ ...feed, listen }),
    streams: { maxWaitingEvents: 1 },
  })
  const stream = assertStream(await execution.subscribe(operation, testRequest()))
  for (const id of ['c1', 'c2', 'c3']) feed.push(escalation(1, id))
  for (const id of ['c1', 'c2', 'c3']) assert.deepEqual(await nextOf(stream), answerOf(1, id))
  const waiting = stream.next()
  await stream.return?.()
  assert.deepEqual(await waiting, DONE)
  await feed.whenListening(0)
  await execution.close()
})

test('queries and mutations are answered once', async () => {
  const { execution } = start()
  assert.deepEqual(asJson(await execution.subscribe({ query: '{ open }' }, testRequest())), {
    data: { open: 3 },
  })
})

const refused: [title: string, query: string, code: string][] = [
  ['a source that is not theirs', 'subscription { no: refused }', 'FORBIDDEN'],
  ['a source at fault', 'subscription { broken }', 'INTERNAL'],
  ['a field that is not there', 'subscription { nothing }', 'BAD_REQUEST'],
  ['two root fields', 'subscription { refused broken }', 'BAD_REQUEST'],
]
for (const [title, query, code] of refused) {
  test(`subscribing to ${title} is answered with ${code}`, async () => {
    const { execution } = start()
    const answers = await execution.subscribe({ query }, testRequest())
    assert.ok(!isStream(answers))
    assert.equal(answers.data, undefined)
    assert.equal(answers.errors?.[0]?.extensions.code, code)
    assert.doesNotMatch(JSON.stringify(answers), /secret/)
  })
}

test('a subgraph that refuses a subscription ends it with its error, and without its insides', async () => {
  const feed = createFeed()
  await using server = await serveSubgraph(createSupport(feed), 'socket')
  const execution = createPlannedExecution(escalationGraph(feed, { supportUrl: server.url }))
  const stream = assertStream(await execution.subscribe({ query: 'subscription { refused }' }, testRequest()))
  const { errors } = (await nextOf(stream)) as ExecutionResult
  assert.deepEqual(
    errors?.map(({ message, extensions }) => [message, extensions?.code]),
    [['Not yours.', 'FORBIDDEN']],
  )
  assert.deepEqual(await stream.next(), DONE)
  await execution.close()
})

test('a subgraph that goes away ends its streams with an error that says to try again', async () => {
  const feed = createFeed()
  const server = await serveSubgraph(createSupport(feed), 'socket')
  const execution = createPlannedExecution(escalationGraph(feed, { supportUrl: server.url }))
  const stream = assertStream(await execution.subscribe(operation, testRequest()))
  const last = nextOf(stream)
  await feed.whenListening(1)
  await server[Symbol.asyncDispose]()
  const { errors } = (await last) as ExecutionResult
  assert.equal(errors?.[0]?.extensions?.code, 'SYSTEM_UNAVAILABLE')
  assert.doesNotMatch(JSON.stringify(errors), /127\.0\.0\.1|support/)
  assert.deepEqual(await stream.next(), DONE)
  await execution.close()
})

for (const protocol of ['socket', 'server-sent events'] as const) {
  test(`a subscription by ${protocol} carries the caller's own headers to its subgraph`, async () => {
    const feed = createFeed()
    await using server = await serveSubgraph(createSupport(feed), protocol)
    const execution = createPlannedExecution({
      ...escalationGraph(feed, { supportUrl: server.url }),
      subgraphHeaders: (_subgraph, { caller }) => ({ 'x-caller': caller.subject }),
    })
    const stream = assertStream(await execution.subscribe(operation, testRequest()))
    const waiting = stream.next()
    await feed.whenListening(1)
    assert.deepEqual(server.headers, ['s'])
    await stream.return?.()
    await waiting
    await execution.close()
  })
}

test('the stock execution says that it has no subscriptions', async () => {
  const execution = await createStockExecution(escalationGraph(createFeed()))
  for (const answers of [
    await execution.subscribe(operation, testRequest()),
    await execution.execute(operation, testRequest()),
  ]) {
    assert.ok(!isStream(answers))
    assert.equal(answers.errors?.[0]?.extensions.code, 'NOT_CONFIGURED')
  }
  await execution.close()
})

const neverFails = (cause: unknown) => assert.fail(String(cause))

test('a subscription outlives a reload: its source stays, its events are completed by the new plan', async () => {
  const feed = createFeed()
  const plans = { before: { count: 0 }, after: { count: 0 } }
  const reloading = createReloadingExecution(
    createPlannedExecution(escalationGraph(feed, { contexts: plans.before })),
    neverFails,
  )
  const stream = assertStream(await reloading.subscribe(operation, testRequest()))
  feed.push(escalation(1, 'c1'))
  assert.deepEqual(await nextOf(stream), answerOf(1, 'c1'))
  const changed = { contexts: plans.after, extraFields: 'added: Int' }
  reloading.replace(createPlannedExecution(escalationGraph(feed, changed)))
  for (const id of ['c2', 'c3']) {
    feed.push(escalation(1, id))
    assert.deepEqual(await nextOf(stream), answerOf(1, id))
  }
  assert.deepEqual([plans.before.count, plans.after.count], [1, 2])
  await feed.whenListening(1)
  await stream.return?.()
  await feed.whenListening(0)
  await reloading.close()
})

test('a subscription whose field a reload took away ends with the error that says so', async () => {
  const feed = createFeed()
  const before = createPlannedExecution(escalationGraph(feed, { extraFields: 'added: Int' }))
  const reloading = createReloadingExecution(before, neverFails)
  const query = 'subscription { caseEscalated { added } }'
  const stream = assertStream(await reloading.subscribe({ query }, testRequest()))
  reloading.replace(createPlannedExecution(escalationGraph(feed)))
  feed.push(escalation(1, 'c1'))
  const { errors, data } = (await nextOf(stream)) as ExecutionResult
  assert.equal(data, undefined)
  assert.equal(errors?.[0]?.extensions?.code, 'BAD_REQUEST')
  assert.deepEqual(await stream.next(), DONE)
  await feed.whenListening(0)
  await reloading.close()
})
