import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ExecutionResult } from 'graphql'
import { WeftError } from '#shared/errors.ts'
import { TELLS_ALL_ALIKE, WAITS_FOR_READER } from '#shared/events/waits-for-reader.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { createPlannedExecution } from '../planned.ts'
import { asJson, testRequest } from '../test-graph.ts'
import { createFeed, ESCALATIONS, escalation, escalationGraph } from './escalation-graph.test-support.ts'
import { isStream } from './open-stream.ts'

type Event = ReturnType<typeof escalation>
type Stream = AsyncIterableIterator<ExecutionResult>

/** A log: everybody reads it from where it ends, or from behind one of its events. */
function createLog() {
  const events: Event[] = []
  const readers = new Set<() => void>()
  const readFrom = (start: number): AsyncIterableIterator<unknown> => {
    let position = start
    let isOver = false
    let wake = (): void => {}
    const woken = (): void => wake()
    readers.add(woken)
    return {
      [Symbol.asyncIterator]() {
        return this
      },
      async next() {
        while (!isOver && position === events.length)
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        return isOver ? { value: undefined, done: true } : { value: events[position++], done: false }
      },
      async return() {
        isOver = true
        readers.delete(woken)
        wake()
        return { value: undefined, done: true }
      },
    }
  }
  return {
    append(...added: Event[]) {
      events.push(...added)
      for (const wake of readers) wake()
    },
    readers: () => readers.size,
    listen: () =>
      Object.assign(readFrom(events.length), {
        [WAITS_FOR_READER]: true,
        [TELLS_ALL_ALIKE]: (event: unknown) =>
          Object.assign(readFrom(events.indexOf(event as Event) + 1), { [WAITS_FOR_READER]: true }),
      }),
  }
}

/** The escalation graph over a log, and how often something was asked to complete an event. */
function start({ maxWaitingEvents = 10 } = {}) {
  const log = createLog()
  const contexts = { count: 0 }
  const execution = createPlannedExecution({
    ...escalationGraph({ ...createFeed(), listen: log.listen }, { contexts }),
    streams: { maxWaitingEvents },
  })
  const open = async (
    overrides: Partial<RequestContext> = {},
    variables: Record<string, unknown> = {},
  ): Promise<Stream> => {
    const answers = await execution.subscribe({ query: ESCALATIONS, variables }, testRequest(overrides))
    assert.ok(isStream(answers), JSON.stringify(answers))
    return answers
  }
  return { log, contexts, open, close: () => execution.close() }
}

const customerOf = async (stream: Stream): Promise<string> => {
  const { value } = await stream.next()
  return (asJson(value) as { data: { escalated: { who: { id: string } } } }).data.escalated.who.id
}

const { caller } = testRequest()

test('whoever asks the same and may see the same shares one source, and each event is answered once', async () => {
  const { log, contexts, open, close } = start()
  const subjects = ['one', 'two', 'three']
  const streams = await Promise.all(subjects.map((subject) => open({ caller: { ...caller, subject } })))
  assert.equal(log.readers(), 1)
  log.append(escalation(1, 'c1'), escalation(1, 'c2'))
  for (const id of ['c1', 'c2']) for (const stream of streams) assert.equal(await customerOf(stream), id)
  assert.equal(contexts.count, 2)
  for (const stream of streams) await stream.return?.()
  assert.equal(log.readers(), 0)
  await close()
})

const others: [what: string, overrides: Partial<RequestContext>, variables: Record<string, unknown>][] = [
  ['other scopes', { caller: { ...caller, scopes: new Set(['else']) } }, {}],
  ['no token', { caller: { ...caller, isAnonymous: true } }, {}],
  ['other customers', { caller: { ...caller, customerIds: ['c1'] } }, {}],
  ['other business units', { caller: { ...caller, businessUnits: ['emea'] } }, {}],
  ['other variables', {}, { severity: 1 }],
  ['another age that its answers may have', { maxAgeSeconds: 0 }, {}],
]
for (const [what, overrides, variables] of others) {
  test(`a caller with ${what} has a source of its own`, async () => {
    const { log, open, close } = start()
    const streams = [await open(), await open(overrides, variables)]
    assert.equal(log.readers(), 2)
    for (const stream of streams) await stream.return?.()
    await close()
  })
}

test('a reader that falls behind reads on by itself: it has every event once, and holds nobody up', async () => {
  const { log, open, close } = start({ maxWaitingEvents: 2 })
  const [quick, slow] = [await open(), await open()]
  const ids = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6']
  for (const id of ids) {
    log.append(escalation(1, id))
    assert.equal(await customerOf(quick), id)
  }
  for (const id of ids) assert.equal(await customerOf(slow), id)
  assert.equal(log.readers(), 2)
  log.append(escalation(1, 'c7'))
  assert.deepEqual([await customerOf(quick), await customerOf(slow)], ['c7', 'c7'])
  await slow.return?.()
  assert.equal(log.readers(), 1)
  await quick.return?.()
  assert.equal(log.readers(), 0)
  await close()
})

test('who opened a shared stream may leave it; the others go on', async () => {
  const { log, open, close } = start()
  const gone = new AbortController()
  const first = await open({ signal: gone.signal })
  const second = await open()
  const waiting = first.next()
  gone.abort()
  assert.equal((await waiting).done, true)
  log.append(escalation(1, 'c1'))
  assert.equal(await customerOf(second), 'c1')
  await second.return?.()
  assert.equal(log.readers(), 0)
  await close()
})

test('why one reader is sent away is told to it alone', async () => {
  const { log, open, close } = start()
  const end = new AbortController()
  const [sent, stays] = [await open({ signal: end.signal }), await open()]
  log.append(escalation(1, 'c1'))
  assert.equal(await customerOf(stays), 'c1')
  end.abort(new WeftError('UNAUTHENTICATED', 'The token has expired.'))
  const { value } = await sent.next()
  assert.equal(value?.errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
  assert.equal((await sent.next()).done, true)
  log.append(escalation(1, 'c2'))
  assert.equal(await customerOf(stays), 'c2')
  await stays.return?.()
  await close()
})

test('a reader that comes later is told of what happens from then on', async () => {
  const { log, open, close } = start()
  const first = await open()
  log.append(escalation(1, 'c1'))
  assert.equal(await customerOf(first), 'c1')
  const late = await open()
  log.append(escalation(1, 'c2'))
  assert.deepEqual([await customerOf(first), await customerOf(late)], ['c2', 'c2'])
  await Promise.all([first.return?.(), late.return?.()])
  await close()
})

test('of a source that may tell each reader something else, those who come before its first event have one together', async () => {
  const feed = createFeed()
  const execution = createPlannedExecution(escalationGraph(feed))
  const open = async (): Promise<Stream> => {
    const answers = await execution.subscribe({ query: ESCALATIONS }, testRequest())
    assert.ok(isStream(answers))
    return answers
  }
  const early = [await open(), await open()]
  await feed.whenListening(1)
  feed.push(escalation(1, 'c1'))
  for (const stream of early) assert.equal(await customerOf(stream), 'c1')
  const late = await open()
  await feed.whenListening(2)
  feed.push(escalation(1, 'c2'))
  for (const stream of [...early, late]) {
    assert.equal(await customerOf(stream), 'c2')
    await stream.return?.()
  }
  await feed.whenListening(0)
  await execution.close()
})

test('a source that waits for its reader and does not tell all alike is for one reader alone', async () => {
  const log = createLog()
  const listen = () => {
    const { [TELLS_ALL_ALIKE]: _, ...source } = log.listen()
    return source
  }
  const execution = createPlannedExecution(escalationGraph({ ...createFeed(), listen }))
  const answers = await Promise.all(
    [1, 2].map(() => execution.subscribe({ query: ESCALATIONS }, testRequest())),
  )
  assert.equal(log.readers(), 2)
  for (const stream of answers) if (isStream(stream)) await stream.return?.()
  await execution.close()
})
