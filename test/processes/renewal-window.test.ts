import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { ContractLineRecord, ContractRecord, CrmProvider } from '#crm/provider.ts'
import type { Engine } from '#processes/engine/engine.ts'
import { addDays, toDay } from '#processes/quote-to-cash/dates.ts'
import { lookThrough } from '#processes/triggers/watch-renewals.ts'
import { startWorld, type World } from '../support/world.ts'
import { recordOf, refOf } from './quote-to-cash/deal.ts'

const CRM = 'crm-salesforce'
const TODAY = toDay(new Date())

let now = new Date()
let world: World
let engine: Engine
before(async () => {
  // Nobody runs what is started: that it is started once is what is asked here.
  world = await startWorld({ clock: { now: () => now } })
  engine = world.domains.processes.engine
})
after(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  now = new Date()
  await engine.store.query('delete from processes.renewal_scans')
  await engine.store.query(`delete from processes.runs where kind = 'RENEWAL_TO_INVOICE'`)
  await engine.store.query('delete from processes.requests')
})

interface StartedRun {
  contractId: string
  startedBy: string
}
const started = () =>
  engine.store.query<StartedRun>(
    `select input ->> 'contractId' as "contractId", started_by as "startedBy" from processes.runs
     where kind = 'RENEWAL_TO_INVOICE' order by id`,
  )

/** The contracts' own ids in the CRM, in order. */
async function nativeIds(runs: readonly StartedRun[]): Promise<(string | undefined)[]> {
  const links = await engine.tools.crosswalk.linksOf(
    runs.map(({ contractId }) => contractId),
    'CRM',
  )
  return links.map(([link]) => link?.nativeId).sort()
}

/** A CRM with these contracts, two a page; `fails` says which call for a page does. */
function crmWith(
  contracts: readonly ContractRecord[],
  {
    renewals = [],
    lines = [{ renewable: true }],
    fails,
  }: { renewals?: string[]; lines?: Partial<ContractLineRecord>[]; fails?: number } = {},
) {
  const asked: (string | undefined)[] = []
  const crm: Partial<CrmProvider> = {
    async listEndingContracts({ after }) {
      asked.push(after)
      if (asked.length === fails) throw new Error('the CRM is down')
      const from = Number(after ?? 0)
      const next = from + 2 < contracts.length ? String(from + 2) : undefined
      return { contracts: contracts.slice(from, from + 2), next }
    },
    getRenewalIds: async (ids) => ids.map((id) => (renewals.includes(id) ? 'renewal' : undefined)),
    getContractLines: async (ids) => ids.map(() => lines as ContractLineRecord[]),
  }
  const connection = engine.tools.connections.get(CRM)
  assert.ok(connection)
  const tools = {
    ...engine.tools,
    connections: new Map([[CRM, connection]]),
    crm: () => crm as CrmProvider,
  }
  return { engine: { ...engine, tools }, asked }
}

const contractOf = (nativeId: string, change: Partial<ContractRecord> = {}): ContractRecord =>
  ({
    ...recordOf(CRM, 'Contract', nativeId),
    customer: refOf(CRM, 'Account', 'nobody'),
    endDate: addDays(TODAY, 40),
    customFields: [],
    ...change,
  }) as ContractRecord

test('contracts of the CRM whose window is open are renewed once: on two nodes, day after day', async () => {
  await Promise.all([lookThrough(engine, 'one'), lookThrough(engine, 'two')])
  const runs = await started()
  assert.ok(runs.length > 0)
  assert.ok(runs.every(({ startedBy }) => startedBy === 'renewal window'))
  const call = { correlationId: 'test', signal: AbortSignal.timeout(20_000) }
  const ids = (await nativeIds(runs)).map((id) => id ?? '')
  const renewed = await engine.tools.crm(CRM).getContracts(ids, call)
  for (const contract of renewed) {
    assert.ok(contract && !(contract instanceof Error) && contract.endDate)
    assert.ok(contract.endDate >= TODAY && contract.endDate <= addDays(TODAY, 90), contract.endDate)
  }
  world.forgetCalls()
  await lookThrough(engine, 'one')
  assert.equal(world.calls().length, 0, 'today’s were looked through')
  now = new Date(now.getTime() + 86_400_000)
  await lookThrough(engine, 'two')
  const later = await started()
  assert.deepEqual(later.slice(0, runs.length), runs)
  assert.equal(new Set(later.map(({ contractId }) => contractId)).size, later.length)
})

test('a look that breaks off goes on at the page where it stopped, and begins anew the day after', async () => {
  const contracts = ['a', 'b', 'c', 'd', 'e'].map((id) => contractOf(id))
  const { engine: broken, asked } = crmWith(contracts, { fails: 2 })
  await lookThrough(broken, 'one')
  assert.deepEqual(
    [asked, await nativeIds(await started())],
    [
      [undefined, '2'],
      ['a', 'b'],
    ],
  )
  await lookThrough(broken, 'another node')
  assert.equal(asked.length, 2, 'the page is still the first node’s')
  await lookThrough(broken, 'one')
  assert.deepEqual(asked.slice(2), ['2', '4'])
  assert.deepEqual(await nativeIds(await started()), ['a', 'b', 'c', 'd', 'e'])
  now = new Date(now.getTime() + 86_400_000)
  await lookThrough(broken, 'another node')
  assert.deepEqual(asked.slice(4), [undefined, '2', '4'])
  assert.equal((await started()).length, 5)
})

test('a page of a node that died is another one’s when its time is over', async () => {
  const { engine: broken } = crmWith([contractOf('a')], { fails: 1 })
  await lookThrough(broken, 'one')
  await engine.store.query(`update processes.renewal_scans set leased_until = now() - interval '1 s'`)
  await lookThrough(broken, 'two')
  assert.deepEqual(await nativeIds(await started()), ['a'])
})

const window = (value: string) => [
  { key: 'renewalWindowDays', type: 'string', value, sourceField: 'Window__c' },
]
const CONTRACTS: readonly [title: string, contract: ContractRecord, isRenewed: boolean][] = [
  ['a window that opens today', contractOf('today', { endDate: addDays(TODAY, 90) }), true],
  ['one that opens tomorrow', contractOf('tomorrow', { endDate: addDays(TODAY, 91) }), false],
  ['the last day of a term', contractOf('last', { endDate: TODAY }), true],
  ['a window of its own, shorter', contractOf('short', { customFields: window('30') }), false],
  [
    'a window of its own, longer',
    contractOf('long', { customFields: window('400'), endDate: addDays(TODAY, 390) }),
    true,
  ],
  ['what amends a contract', contractOf('amending', { amends: refOf(CRM, 'Contract', 'base') }), false],
  ['a contract without a customer', contractOf('nobodys', { customer: undefined }), false],
  ['no end', contractOf('endless', { endDate: undefined }), false],
]
for (const [title, contract, isRenewed] of CONTRACTS)
  test(`${title}: ${isRenewed ? 'renewed' : 'left alone'}`, async () => {
    await lookThrough(crmWith([contract]).engine, 'one')
    assert.equal((await started()).length, isRenewed ? 1 : 0)
  })

test('what is renewed already, has nothing to renew, or a person has begun, is left alone', async () => {
  const done = crmWith([contractOf('done')], { renewals: ['done'] })
  await lookThrough(done.engine, 'one')
  await engine.store.query('delete from processes.renewal_scans')
  await lookThrough(crmWith([contractOf('once')], { lines: [{ renewable: false }] }).engine, 'one')
  assert.deepEqual(await started(), [])
  const ref = recordOf(CRM, 'Contract', 'by hand').source
  const [contractId = ''] = await engine.tools.crosswalk.ensureIds('Contract', [ref])
  await world.domains.processes.start(
    'RENEWAL_TO_INVOICE',
    { contractId },
    {
      ...{ idempotencyKey: 'mine', clientId: 'test', startedBy: 'a person' },
      ...{ correlationId: 'test', operation: 'startRenewalToInvoice' },
    },
  )
  await engine.store.query('delete from processes.renewal_scans')
  await lookThrough(crmWith([contractOf('by hand')]).engine, 'one')
  assert.deepEqual(
    (await started()).map(({ startedBy }) => startedBy),
    ['a person'],
  )
})

test('a term that was made longer has a window of its own', async () => {
  await lookThrough(crmWith([contractOf('grows')]).engine, 'one')
  await engine.store.query(
    `update processes.runs set finished_at = now(), started_at = started_at - interval '1 year' where kind = 'RENEWAL_TO_INVOICE'`,
  )
  await engine.store.query('delete from processes.renewal_scans')
  await lookThrough(crmWith([contractOf('grows', { endDate: addDays(TODAY, 41) })]).engine, 'one')
  assert.equal((await started()).length, 2)
})
