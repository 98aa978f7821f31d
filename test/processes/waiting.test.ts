import { z } from 'zod'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { cancelRun } from '#processes/decide/cancel.ts'
import { decideOnce } from '#processes/decide/decide.ts'
import { type Run, readRuns } from '#processes/engine/run-rows.ts'
import { wakeRuns } from '#processes/engine/wake.ts'
import type { Worker } from '#processes/engine/worker.ts'
import { openProcesses, type Processes } from '#processes/open-processes.ts'
import type { Process } from '#processes/process.ts'
import type { ProcessTools } from '#processes/tools.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { BOB, POLICY, STARTER } from './process-node.ts'

interface Egg {
  customerId: string
  /** ISO 8601. */
  until: string
}

const done: string[] = []
/** What something outside has said, by customer. */
const ready = new Set<string>()

/** lay → boil, which waits for its time, or for a word. */
const boilEggs: Process<Egg, Egg> = {
  kind: 'PAYMENT_EXCEPTION',
  input: z.unknown(),
  prepare: async (facts) => ({
    ...{ facts, problems: [], approval: undefined, warnings: [], subject: undefined, amount: undefined },
    ...{ customerId: facts.customerId, businessUnitKey: undefined, pinned: null },
  }),
  missing: () => ({
    code: 'NOT_FOUND',
    message: 'there is no such thing',
    path: [],
    suggestedFix: undefined,
  }),
  steps: (['lay', 'boil'] as const).map((key) => ({
    key,
    connectionOf: () => undefined,
    action: key,
    objectType: 'Egg',
    effect: () => 'CREATE',
    compensation: { kind: 'REVERSIBLE' },
    confidence: 'NONE',
    isSequencedByCustomer: true,
    dependsOn: [],
    diff: () => [],
    calls: 0,
    async waitUntil({ customerId, until }, _, now) {
      const isTime = key === 'lay' || now >= new Date(until) || ready.has(customerId)
      return isTime ? undefined : new Date(until)
    },
    async run({ customerId }) {
      done.push(`${customerId} ${key}`)
      return { record: undefined, output: {} }
    },
    async compensate({ customerId }) {
      done.push(`${customerId} ${key} undo`)
    },
  })),
}

let now = new Date('2026-11-25T08:00:00Z')
let running: Awaited<ReturnType<typeof openTemporaryStore>>
let processes: Processes
let worker: Worker

before(async () => {
  running = await openTemporaryStore()
  processes = await openProcesses({
    store: running.store,
    processes: [boilEggs as Process<unknown, unknown>],
    tools: { crosswalk: { findIds: async () => [] } } as unknown as ProcessTools,
    policy: POLICY,
    clock: { now: () => now },
    logger: silentLogger,
  })
  worker = await processes.startWorker({ concurrency: 5 })
})
after(async () => {
  await worker.close()
  await running[Symbol.asyncDispose]()
})

async function start(customerId: string): Promise<string> {
  const input = { customerId, until: '2026-12-09T08:00:00Z' }
  const started = await processes.start('PAYMENT_EXCEPTION', input, {
    ...STARTER,
    idempotencyKey: customerId,
  })
  return 'answer' in started ? started.answer.runId : assert.fail()
}

async function reaches(runId: string, status: Run['status']): Promise<void> {
  for (;;) {
    const [run] = await readRuns(running.store, [runId])
    if (run?.status === status && !run.isDriven) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const doneFor = (customerId: string) => done.filter((one) => one.startsWith(customerId))

test('a run waits for its step’s time outside of every worker, and goes on when the time has come', async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, (_, index) => start(`timed-${index}`)))
  await Promise.all(ids.map((id) => reaches(id, 'WAITING_EXTERNAL')))
  assert.deepEqual(doneFor('timed-0'), ['timed-0 lay'])
  now = new Date('2026-12-09T08:00:00Z')
  await Promise.all(ids.map((id) => reaches(id, 'COMPLETED')))
  assert.deepEqual(doneFor('timed-0'), ['timed-0 lay', 'timed-0 boil'])
  now = new Date('2026-11-25T08:00:00Z')
})

test('a word from outside wakes the runs of its customer, and nobody else’s', async () => {
  const [mine, other] = await Promise.all([start('woken'), start('asleep')])
  await Promise.all([reaches(mine, 'WAITING_EXTERNAL'), reaches(other, 'WAITING_EXTERNAL')])
  ready.add('woken').add('asleep')
  await wakeRuns(processes.engine, { kind: 'PAYMENT_EXCEPTION', customerId: 'woken' })
  await reaches(mine, 'COMPLETED')
  assert.deepEqual(doneFor('asleep'), ['asleep lay'])
})

test('a run that waits can be called off, and what it did is taken back', async () => {
  const runId = await start('called-off')
  await reaches(runId, 'WAITING_EXTERNAL')
  const wish = { idempotencyKey: 'call-off', runId }
  await decideOnce(
    processes.engine,
    { caller: BOB, operation: 'processRunCancel', input: wish, now },
    cancelRun,
  )
  await reaches(runId, 'CANCELLED')
  assert.deepEqual(doneFor('called-off'), ['called-off lay', 'called-off lay undo'])
})
