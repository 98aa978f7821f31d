import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'graphql'
import { createPlanWorker } from './plan-worker.ts'
import { PlanningAbandoned, type PlanningThread } from './planning-thread.ts'
import { plannableSdl } from './weft-schema.test-support.ts'

const query = (name: string) => parse(`query ${name} { __typename }`)

/** Threads that a test answers for. */
function scriptedThreads() {
  const asked: { thread: number; query: string; answer(plan: string): void; fail(cause: Error): void }[] = []
  const ended: number[] = []
  let started = 0
  return {
    asked,
    ended,
    startThread(): PlanningThread {
      const thread = ++started
      return {
        run(task) {
          const { promise, resolve, reject } = Promise.withResolvers<string>()
          asked.push({ thread, query: task.query, answer: resolve, fail: reject })
          return promise
        },
        end: async () => void ended.push(thread),
      }
    },
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('a plan is made on another thread and is the plan of the operation that was named', async () => {
  const worker = createPlanWorker({ supergraphSdl: plannableSdl, deadlineMs: 60_000 })
  const document = parse(
    'query a { customer(id: 1) { displayName } } query b { customer(id: 1) { supportTier } }',
  )
  const plan = await worker.plan(document, 'a')
  assert.equal(plan.node?.kind, 'Fetch')
  assert.equal((await worker.plan(document, 'b')).node?.kind, 'Sequence')
  await worker.close()
})

test('an operation that passes the deadline is refused', async () => {
  const worker = createPlanWorker({ supergraphSdl: plannableSdl, deadlineMs: 0 })
  const branches = (inside: string): string =>
    `{ a: entitlements { nodes { customer ${inside} } } b: entitlements { nodes { customer ${inside} } } }`
  const endless = parse(
    `{ customer(id: 1) ${branches(branches(branches(branches(branches('{ legalName }')))))} }`,
  )
  const refusal = { code: 'LIMIT_EXCEEDED', facts: { limit: 'planningMs', allowed: 0 } }
  await assert.rejects(worker.plan(endless, undefined), refusal)
  await worker.close()
})

test('what cannot be planned is a fault, not a limit', async () => {
  const worker = createPlanWorker({ supergraphSdl: plannableSdl, deadlineMs: 60_000 })
  await assert.rejects(worker.plan(parse('{ nowhere }'), undefined), /nowhere/)
  await worker.close()
})

test('operations take turns, and the same one asked for twice is planned once', async () => {
  const threads = scriptedThreads()
  const worker = createPlanWorker({ supergraphSdl: '', startThread: threads.startThread })
  const plans = [
    worker.plan(query('a'), undefined),
    worker.plan(query('a'), undefined),
    worker.plan(query('b'), undefined),
  ]
  await turn()
  assert.deepEqual(
    threads.asked.map((each) => each.query),
    ['query a {\n  __typename\n}'],
  )
  threads.asked[0]?.answer('{"kind":"QueryPlan"}')
  await turn()
  threads.asked[1]?.answer('{"kind":"QueryPlan"}')
  assert.deepEqual(await Promise.all(plans), Array(3).fill({ kind: 'QueryPlan' }))
  assert.deepEqual(
    threads.asked.map((each) => each.thread),
    [1, 1],
  )
})

test('an operation given up is refused for a while, and others get a new thread', async () => {
  const threads = scriptedThreads()
  let now = new Date(0)
  const worker = createPlanWorker({
    supergraphSdl: '',
    startThread: threads.startThread,
    refuseForMs: 1000,
    clock: { now: () => now },
  })
  const first = assert.rejects(worker.plan(query('a'), undefined), { code: 'LIMIT_EXCEEDED' })
  await turn()
  threads.asked[0]?.fail(new PlanningAbandoned())
  await first
  await assert.rejects(worker.plan(query('a'), undefined), { code: 'LIMIT_EXCEEDED' })
  const other = worker.plan(query('b'), undefined)
  await turn()
  threads.asked[1]?.answer('{}')
  await other
  now = new Date(1000)
  const again = worker.plan(query('a'), undefined)
  await turn()
  threads.asked[2]?.answer('{}')
  await again
  assert.deepEqual(
    threads.asked.map((each) => each.thread),
    [1, 2, 2],
  )
  assert.deepEqual(threads.ended, [1])
})

test('a thread that fails by itself condemns no operation', async () => {
  const threads = scriptedThreads()
  const worker = createPlanWorker({ supergraphSdl: '', startThread: threads.startThread })
  const failed = assert.rejects(worker.plan(query('a'), undefined), /crashed/)
  await turn()
  threads.asked[0]?.fail(new Error('crashed'))
  await failed
  const again = worker.plan(query('a'), undefined)
  await turn()
  threads.asked[1]?.answer('{}')
  await again
})

test('more operations than may wait are refused at once', async () => {
  const threads = scriptedThreads()
  const worker = createPlanWorker({ supergraphSdl: '', startThread: threads.startThread, maxWaiting: 1 })
  const first = worker.plan(query('a'), undefined)
  await assert.rejects(worker.plan(query('b'), undefined), { code: 'RATE_LIMITED', retryable: true })
  await turn()
  threads.asked[0]?.answer('{}')
  await first
})
