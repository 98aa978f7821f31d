import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { after, before, test } from 'node:test'
import type { Fault } from '#shared/emulator/faults.ts'
import { kill } from '../support/child-process.ts'
import type { Vendor } from '../support/world.ts'
import { startDealNode } from './deal-node.ts'
import { type DealWorld, startDealWorld } from './deal-world.ts'

const FOREVER_MS = 600_000

/** The call that the node is killed in: its system has it, and has done it or not. */
const KILLS: readonly [company: string, vendor: Vendor, call: Fault][] = [
  [
    'Killed after the order',
    'netsuite',
    { method: 'PUT', path: '/services/rest/record/v1/salesOrder/', applied: true },
  ],
  ['Killed after the subscription', 'stripe', { method: 'POST', path: '/v1/subscriptions', applied: true }],
  ['Killed after finalising', 'stripe', { method: 'POST', bodyContains: 'auto_advance=true', applied: true }],
  [
    'Killed after entitling',
    'servicenow',
    { method: 'POST', path: '/api/now/v2/table/service_entitlement', applied: true },
  ],
  ['Killed before posting', 'netsuite', { method: 'POST', path: '/services/rest/record/v1/salesOrder/' }],
]

let deals: DealWorld
let worker: ChildProcess
before(async () => {
  deals = await startDealWorld(
    KILLS.map(([company]) => company),
    { hasWorker: false },
  )
  worker = await startDealNode(deals.world)
})
after(async () => {
  await kill(worker)
  await deals[Symbol.asyncDispose]()
})

/** Resolves as soon as the vendor has got a call that this fault is for. */
async function received(vendor: Vendor, { method, path = '', bodyContains = '' }: Fault): Promise<void> {
  const isIt = (call: { method: string; path: string; body: string }): boolean =>
    call.method === method && call.path.startsWith(path) && call.body.includes(bodyContains)
  while (!deals.world.calls(vendor).some(isIt)) await new Promise((resolve) => setTimeout(resolve, 10))
}

for (const [company, vendor, call] of KILLS)
  test(`${company}: another node goes on, and nothing is done twice or lost`, async () => {
    deals.world.forgetCalls()
    const answer = call.applied ? {} : { status: 503, body: '' }
    deals.world.emulator(vendor).fail({ ...call, ...answer, times: 1, delayMs: FOREVER_MS })
    const { run } = await deals.start(company)
    await received(vendor, call)
    await kill(worker)
    worker = await startDealNode(deals.world)
    const ended = await deals.rested(run?.id ?? '')
    assert.equal(ended.status, 'COMPLETED')
    assert.deepEqual(await deals.violations(company, ended), [])
  })
