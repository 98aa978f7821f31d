import assert from 'node:assert/strict'
import { after, mock, test } from 'node:test'
import { cancelRun } from '#processes/decide/cancel.ts'
import type { Run } from '#processes/engine/run-rows.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { openProcessNode, POLICY } from './process-node.ts'

const HOUR_MS = 3_600_000

const running = await openTemporaryStore()
const node = await openProcessNode(running.store, {
  policy: { ...POLICY, firstDelayMs: HOUR_MS, longestDelayMs: HOUR_MS },
})
const worker = await node.processes.startWorker({ concurrency: 1 })
after(async () => {
  await worker.close()
  await running[Symbol.asyncDispose]()
})

/** A run whose first step is tried again in an hour's part. Jitter is no whole number of anything. */
async function startAndWait(): Promise<Run> {
  const drawn = mock.method(Math, 'random', () => 0.123_456_789_012_345)
  const id = await node.start({ script: { order: ['busy'] } })
  let run = await node.run(id)
  while (run.turn === 1 && run.phase !== 'REST') {
    await new Promise((wake) => setTimeout(wake, 10))
    run = await node.run(id)
  }
  drawn.mock.restore()
  assert.deepEqual([run.status, run.isDriven, await node.open(id)], ['RUNNING', false, []])
  assert.equal((await node.steps(id)).order, 'RETRYING')
  return run
}

const turnOf = ({ id, turn }: Run): string => `${id}:${turn}`

test('a step that is tried again much later leaves its worker to others, and is tried at its time', async () => {
  const begun = Date.now()
  const run = await startAndWait()
  const other = await node.start({})
  assert.equal((await node.rested(other)).status, 'COMPLETED')
  const [queued] = await running.store.query<{ due: string }>(
    'select delay_until_epoch_ms as due from dbos.workflow_status where workflow_uuid = $1',
    [turnOf(run)],
  )
  const waitsMs = Number(queued?.due) - begun
  assert.ok(waitsMs >= 0.123 * HOUR_MS && waitsMs < 0.14 * HOUR_MS, `${waitsMs} ms`)
  await running.store.query(
    'update dbos.workflow_status set delay_until_epoch_ms = $2 where workflow_uuid = $1',
    [turnOf(run), Date.now()],
  )
  assert.equal((await node.rested(run.id)).status, 'COMPLETED')
  assert.equal(await node.vendor.calls(run.id, 'order'), 2)
})

test('it can be called off meanwhile', async () => {
  const { id } = await startAndWait()
  await node.decide(cancelRun, { runId: id })
  assert.equal((await node.rested(id)).status, 'CANCELLED')
})
