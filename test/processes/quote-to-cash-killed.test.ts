import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Fault } from '#shared/emulator/faults.ts'
import { emulators } from '../../subgraphs/__generated__/emulators.ts'
import { VENDORS, type Vendor } from '../support/world.ts'
import { type DealWorld, startDealWorld } from './deal-world.ts'

const WORKER = fileURLToPath(new URL('deal-worker.ts', import.meta.url))
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
  worker = await startWorker()
})
after(async () => {
  await kill(worker)
  await deals[Symbol.asyncDispose]()
})

async function startWorker(): Promise<ChildProcess> {
  const addresses = VENDORS.map((vendor) => {
    const { baseUrl, credentials } = deals.world.emulator(vendor)
    return { vendor, domain: emulators[vendor].domain, baseUrl, credentials }
  })
  const { databaseUrl } = deals.world.domains.processes.engine.store
  const env = { ...process.env, DATABASE_URL: databaseUrl, EMULATORS: JSON.stringify(addresses) }
  const started = spawn(process.execPath, [WORKER], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(started.stdout, 'data')
  return started
}

async function kill(node: ChildProcess): Promise<void> {
  if (node.exitCode !== null || node.signalCode !== null) return
  node.kill('SIGKILL')
  await once(node, 'exit')
}

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
    worker = await startWorker()
    const ended = await deals.rested(run?.id ?? '')
    assert.equal(ended.status, 'COMPLETED')
    assert.deepEqual(await deals.violations(company, ended), [])
  })
