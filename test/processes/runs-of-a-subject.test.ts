import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { openProcessNode } from './process-node.ts'

const running = await openTemporaryStore()
const node = await openProcessNode(running.store)
const worker = await node.processes.startWorker({ concurrency: 20 })
after(async () => {
  await worker.close()
  await running[Symbol.asyncDispose]()
})

test('runs that are started about one thing, under keys of their own, are never at work at the same time', async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, () => node.start({ subjectId: 'opp_1' })))
  const runs = await Promise.all(ids.map((id) => node.rested(id)))
  const ledger = (await node.vendor.ledger()).map(({ runId }) => runId).filter((id) => ids.includes(id))
  const turns = ledger.filter((id, index) => id !== ledger[index - 1])
  // Who came after another had ended found nothing in its way: what that one made is for the preparation to see.
  const completed = runs.filter(({ status }) => status === 'COMPLETED').map(({ id }) => id)
  assert.deepEqual(turns.toSorted(), completed.toSorted())
  assert.ok(completed.length > 0)
})

test('a run that a system stopped half-way keeps others from its subject, until it is over', async () => {
  const stopped = await node.start({ subjectId: 'opp_2', script: { post: ['refused'] } })
  assert.equal((await node.rested(stopped)).status, 'HELD')
  const other = await node.start({ subjectId: 'opp_2' })
  assert.equal((await node.rested(other)).status, 'HELD')
  assert.deepEqual(await node.vendor.effects(other), [])
  const [exception] = await node.open(other)
  assert.equal(exception?.code, 'CONFLICT')
  assert.ok(exception.summary.includes(stopped))
})

test('a run that was stopped before its first step is in nobody’s way', async () => {
  await node.rested(await node.start({ subjectId: 'opp_3', problem: 'no bill-to' }))
  const other = await node.start({ subjectId: 'opp_3' })
  assert.equal((await node.rested(other)).status, 'COMPLETED')
})
