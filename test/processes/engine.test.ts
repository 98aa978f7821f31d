import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { openProcessNode } from './process-node.ts'

const running = await openTemporaryStore()
const { store } = running
const node = await openProcessNode(store)
const worker = await node.processes.startWorker({ concurrency: 20 })

test('a run does its steps once each, in order', async () => {
  const run = await node.rested(await node.start({}))
  assert.equal(run.status, 'COMPLETED')
  assert.deepEqual(await node.vendor.effects(run.id), ['order', 'account', 'post', 'grant'])
})

after(async () => {
  await worker.close()
  await running[Symbol.asyncDispose]()
})
