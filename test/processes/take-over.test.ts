import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { kill } from '../support/child-process.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { openProcessNode, type ProcessNode } from './process-node.ts'
import type { Ending, Script } from './scripted-vendor.ts'

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url))

let running: Awaited<ReturnType<typeof openTemporaryStore>>
let node: ProcessNode
const workers = new Set<ChildProcess>()

before(async () => {
  running = await openTemporaryStore()
  node = await openProcessNode(running.store)
})
after(async () => {
  await Promise.all([...workers].map(kill))
  await running[Symbol.asyncDispose]()
})

/** A node in a process of its own; it is no more in `workers` when it has ended. */
async function startWorker(): Promise<ChildProcess> {
  const env = { ...process.env, DATABASE_URL: running.store.databaseUrl }
  const worker = spawn(process.execPath, [WORKER], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  workers.add(worker)
  worker.once('exit', () => workers.delete(worker))
  await Promise.race([once(worker.stdout, 'data'), once(worker, 'exit')])
  return worker
}

/** Starts workers, and another one for each that ends; until the end of supervision, which ends them. */
function superviseWorkers(count: number): AsyncDisposable {
  let isOver = false
  const keep = async (): Promise<void> => {
    while (!isOver) {
      const worker = await startWorker()
      if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit')
    }
  }
  const kept = Array.from({ length: count }, keep)
  return {
    async [Symbol.asyncDispose]() {
      isOver = true
      while (workers.size > 0) await Promise.all([...workers].map(kill))
      await Promise.all(kept)
    },
  }
}

const STEPS = ['order', 'account', 'post', 'grant']
/** Each ends a node once: before or after a step's effect, and after a compensation's. */
const KILLS: readonly Script[] = [
  { order: ['dead before'] },
  { account: ['dead after'] },
  { post: ['dead after'] },
]
/** The vendor says no however often it is asked: another run's kill may end an attempt before its answer is kept. */
const KILLED_ON_THE_WAY_BACK: Script = {
  account: Array<Ending>(20).fill('refused'),
  'order undo': ['dead after'],
}

test('a node that dies before or after any effect leaves its runs to another, and each effect happens once', async () => {
  await using _supervision = superviseWorkers(2)
  const scripts = [...KILLS, KILLED_ON_THE_WAY_BACK]
  const ids = await Promise.all(scripts.map((script) => node.start({ script })))
  for (const [index, id] of ids.entries()) {
    const script = scripts[index]
    const isTakenBack = script === KILLED_ON_THE_WAY_BACK
    const { status } = await node.rested(id)
    assert.equal(status, isTakenBack ? 'COMPENSATED' : 'COMPLETED', JSON.stringify(script))
    const effects = isTakenBack ? ['order', 'order undo'] : STEPS
    assert.deepEqual(await node.vendor.effects(id), effects, JSON.stringify(script))
  }
})

test('what is started while no node runs is run by the next one', async () => {
  const id = await node.start({})
  await startWorker()
  assert.equal((await node.rested(id)).status, 'COMPLETED')
})

test('a node that was taken for dead, and dies before it is known again, leaves its runs to another', async () => {
  await Promise.all([...workers].map(kill))
  const worker = await startWorker()
  await running.store.query('delete from processes.nodes')
  const id = await node.start({ script: { order: ['dead after'] } })
  if (worker.signalCode === null) await once(worker, 'exit')
  await startWorker()
  assert.equal((await node.rested(id)).status, 'COMPLETED')
})

test('a node that comes back from the dead and tells the queue that a run is done takes it from nobody', async () => {
  await Promise.all([...workers].map(kill))
  const worker = await startWorker()
  const id = await node.start({ script: { order: ['dead after'] } })
  if (worker.signalCode === null) await once(worker, 'exit')
  const told = await running.store.query(
    `update dbos.workflow_status set status = 'SUCCESS' where workflow_uuid = $1 and status = 'PENDING' returning 1`,
    [`${id}:1`],
  )
  assert.equal(told.length, 1)
  await startWorker()
  assert.equal((await node.rested(id)).status, 'COMPLETED')
})

test('on two nodes 50 customers’ runs go on beside each other, and those of one customer never overlap', async () => {
  while (workers.size < 2) await startWorker()
  const customers = Array.from({ length: 50 }, (_, index) => `two-nodes-${index}`)
  const wished = [...customers, ...customers].map((customerId) => ({ customerId, script: {} }))
  const ids = await Promise.all(wished.map((input) => node.start(input)))
  for (const id of ids) assert.equal((await node.rested(id)).status, 'COMPLETED')
  const customerOf = new Map(ids.map((id, index) => [id, wished[index]?.customerId ?? '']))
  const places = await running.store.query<{ node: string }>(
    `select distinct node from processes.attempts where run_id = any($1) and step_key = 'account'`,
    [ids],
  )
  assert.equal(places.length, 2)
  const sequenced = (await node.vendor.ledger()).filter(
    ({ name, runId }) => name === 'account' && customerOf.has(runId),
  )
  const byCustomer = Map.groupBy(sequenced, ({ runId }) => customerOf.get(runId))
  for (const calls of byCustomer.values())
    assert.deepEqual(
      calls.map(({ what }) => what),
      ['begin', 'end', 'begin', 'end'],
    )
  // Somebody else's call began before the one before it had ended.
  assert.ok(sequenced.some(({ what }, index) => what === 'begin' && sequenced[index - 1]?.what === 'begin'))
})

test('a node that is asked to stop hands its runs on', async () => {
  const id = await node.start({ script: { order: ['busy', 'busy'] } })
  const here = await node.processes.startWorker({ concurrency: 20 })
  await here.close()
  assert.equal((await node.rested(id)).status, 'COMPLETED')
})
