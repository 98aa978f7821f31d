import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { cancelRun } from '#processes/decide/cancel.ts'
import { decideOnce } from '#processes/decide/decide.ts'
import { answered } from '#processes/answers.ts'
import { type Run, readRuns, readSteps } from '#processes/engine/run-rows.ts'
import type { Worker } from '#processes/engine/worker.ts'
import { DEFAULT_POLICY } from '#processes/policy.ts'
import { addDays, addMonths } from '#processes/quote-to-cash/dates.ts'
import { allRecords } from '#shared/listed.ts'
import { formatAmount } from '#shared/money.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { AGENT, startWorld, VENDORS, type World } from '../support/world.ts'

const RENEWER: Caller = {
  ...AGENT,
  scopes: new Set([...AGENT.scopes, 'process:read', 'process:write', 'ops:read']),
}
const POLICY = { ...DEFAULT_POLICY, attempts: 3, firstDelayMs: 1, longestDelayMs: 5 }

let now = new Date()
let world: World
let worker: Worker
/** Wayne's contract: its term ends in forty days. */
let ending: { id: string; nativeId: string; endDate: string }

before(async () => {
  world = await startWorld({ processPolicy: POLICY, clock: { now: () => now } })
  worker = await world.domains.processes.startWorker({ concurrency: 5 })
  const [contract] = await contractsOf('Wayne Shipping')
  assert.ok(contract)
  ending = contract
})
after(async () => {
  await worker.close()
  await world[Symbol.asyncDispose]()
})

interface Answer {
  run: { id: string } | null
  plan: { planHash: string; warnings: { code: string }[]; steps: { key: string; effect: string }[] } | null
  userErrors: { code: string; field: string[] | null }[]
  replayed: boolean
}

async function ask(operation: string, selection: string, input: object): Promise<Answer> {
  const source = `mutation ($input: RenewalToInvoiceInput!) { ${operation}(input: $input) {
    ${selection} userErrors { code field } } }`
  const { data, errors } = await world.query(source, { input }, { caller: RENEWER })
  assert.equal(errors, undefined)
  return (data as Record<string, Answer>)[operation] ?? assert.fail()
}
const plan = (input: object = {}) =>
  ask('planRenewalToInvoice', 'plan { planHash warnings { code } steps { key effect } }', {
    idempotencyKey: 'plan',
    contractId: ending.id,
    ...input,
  })
const start = (idempotencyKey: string, input: object = {}) =>
  ask('startRenewalToInvoice', 'run { id } replayed', { idempotencyKey, contractId: ending.id, ...input })

async function reaches(runId: string | undefined, ...statuses: Run['status'][]): Promise<Run> {
  const { store } = world.domains.processes.engine
  for (;;) {
    const [run] = await readRuns(store, [runId ?? ''])
    if (run && !run.isDriven && statuses.includes(run.status)) return run
    if (run?.phase === 'REST') assert.fail(`${run.status}: ${JSON.stringify(await readSteps(store, [run]))}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function contractsOf(company: string) {
  const id = await world.customerId(company)
  const source = `query ($id: ID!) { customer(id: $id) { contracts(first: 20) { nodes {
    id status startDate endDate provenance(paths: ["startDate"]) { record { externalId } } } } } }`
  const { data } = await world.query(source, { id })
  const { contracts } = (data as { customer: { contracts: { nodes: ContractNode[] } } }).customer
  return contracts.nodes.map((node) => ({
    ...node,
    nativeId: node.provenance[0]?.record?.externalId ?? '',
  }))
}
interface ContractNode {
  id: string
  status: string
  startDate: string
  endDate: string
  provenance: { record: { externalId: string } | null }[]
}

const dayOf = (instant: Date | undefined) => instant?.toISOString().slice(0, 10)
const call = () => ({ correlationId: 'books', signal: AbortSignal.timeout(20_000) })

/** What each system has of Wayne, asked itself. */
async function books() {
  const { tools } = world.domains.processes.engine
  const [crm, billing] = [tools.crm('crm-salesforce'), tools.billing('billing-stripe')]
  const [support, erp] = [tools.support('support-servicenow'), tools.erp('erp-netsuite')]
  const customerId = await world.customerId('Wayne Shipping')
  const nativeIn = async (domain: 'CRM' | 'BILLING' | 'SUPPORT' | 'ERP') =>
    (await tools.crosswalk.linksOf([customerId], domain))[0]?.[0]?.nativeId ?? ''
  const page = { first: 100, after: undefined, statuses: undefined }
  const customer = { nativeId: await nativeIn('BILLING'), crmNativeIds: [] }
  const [contracts, invoices, subscriptions, entitlements, orders, renewedBy] = await Promise.all([
    crm.listContracts([{ ...page, customerNativeId: await nativeIn('CRM') }], call()),
    billing.listInvoices([{ ...page, customer, overdueAt: undefined }], call()),
    billing.listSubscriptions([{ ...page, customer }], call()),
    support.listEntitlements([await nativeIn('SUPPORT')], call()),
    erp.listOrders([{ ...page, customerNativeId: await nativeIn('ERP') }], call()),
    crm.getRenewalIds([ending.nativeId], call()),
  ])
  const billed = allRecords(answered(invoices[0])?.items ?? [])
  const ledger = await erp.getInvoicesByBillingIds(
    billed.map(({ source }) => source.nativeId),
    call(),
  )
  return {
    contracts: allRecords(answered(contracts[0])?.items ?? []).filter(
      ({ status }) => status !== 'TERMINATED',
    ),
    invoices: billed,
    subscriptions: allRecords(answered(subscriptions[0])?.items ?? []),
    entitlements: allRecords(answered(entitlements[0]) ?? []).filter(({ status }) => status !== 'SUSPENDED'),
    orders: allRecords(answered(orders[0])?.items ?? []).filter(({ status }) => status !== 'CANCELLED'),
    renewedBy: answered(renewedBy[0]),
    posted: ledger.map((answer) => answered(answer)),
    linesOf: async (contractNativeId: string) =>
      answered((await crm.getContractLines([contractNativeId], call()))[0]) ?? [],
  }
}
const countsOf = ({ contracts, invoices, subscriptions, entitlements, orders, renewedBy }: Books) => [
  contracts.length,
  invoices.length,
  subscriptions.length,
  entitlements.length,
  orders.length,
  renewedBy,
]
type Books = Awaited<ReturnType<typeof books>>

/** Time passes, in Weft and in every system. */
async function moveTo(instant: Date): Promise<void> {
  now = instant
  for (const vendor of VENDORS) {
    const url = `${world.emulator(vendor).baseUrl}/__emulator/clock`
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ now: instant.toISOString() }) })
    assert.equal(answer.status, 200)
  }
}

test('what cannot be is told at once, before anything is written', async () => {
  const before = countsOf(await books())
  const { userErrors } = await plan({ upliftPercent: '101' })
  assert.deepEqual(
    userErrors.map(({ code, field }) => [code, field]),
    [['INVALID', ['upliftPercent']]],
  )
  const customer = await world.customerId('Wayne Shipping')
  assert.equal((await plan({ contractId: customer })).userErrors[0]?.code, 'NOT_FOUND')
  assert.deepEqual(countsOf(await books()), before)
})

test('support refuses: the order is closed, billing goes on as it was, the contract ends and continues nothing', async () => {
  const before = countsOf(await books())
  world
    .emulator('servicenow')
    .fail({ method: 'POST', path: '/api/now/v2/table/service_entitlement', times: 1, status: 403 })
  const { run } = await start('refused')
  await reaches(run?.id, 'COMPENSATED')
  assert.deepEqual(countsOf(await books()), before)
})

test('called off while it waits for its invoice, it is as if nothing had been renewed', async () => {
  const before = countsOf(await books())
  const { run } = await start('called-off')
  await reaches(run?.id, 'WAITING_EXTERNAL')
  const input = { idempotencyKey: 'call-off', runId: run?.id ?? '' }
  const decided = { caller: RENEWER, operation: 'processRunCancel', input, now }
  await decideOnce(world.domains.processes.engine, decided, cancelRun)
  await reaches(run?.id, 'CANCELLED')
  assert.deepEqual(countsOf(await books()), before)
})

test('the renewal in its window: all four systems to the day, and the first invoice in the ledger', async () => {
  const before = await books()
  const { plan: shown, userErrors } = await plan()
  assert.deepEqual(userErrors, [])
  assert.deepEqual(
    shown?.warnings.map(({ code }) => code),
    ['FIRST_INVOICE_LATER', 'BILLED_WITHIN_A_PERIOD'],
  )
  const { run, replayed } = await start('renew', { planHash: shown?.planHash })
  assert.equal(replayed, false)
  const waiting = await reaches(run?.id, 'WAITING_EXTERNAL')

  const startDate = addDays(ending.endDate, 1)
  const endDate = addDays(addMonths(startDate, 12), -1)
  const renewed = await books()
  const contract = renewed.contracts.find(({ startDate: day }) => day === startDate)
  assert.deepEqual([contract?.status, contract?.endDate], ['ACTIVATED', endDate])
  assert.equal(contract?.renewedFrom?.nativeId, ending.nativeId)
  assert.equal(renewed.renewedBy, contract?.source.nativeId)
  assert.equal(renewed.contracts.length, before.contracts.length + 1)
  const [line, ...others] = await renewed.linesOf(contract?.source.nativeId ?? '')
  // 950.00 by the price list, and the contract's 5 percent.
  assert.deepEqual([line?.quantity, line && formatAmount(line.unitPrice), others.length], ['30', '997.50', 0])
  const [order] = renewed.orders.filter(({ contract: of }) => of?.nativeId === contract?.source.nativeId)
  assert.equal(order && formatAmount(order.total), '29925.00')
  const [old] = before.entitlements
  const entitlement = renewed.entitlements.find(({ nativeId }) => nativeId !== old?.nativeId)
  // The old one covers the first day of the new term.
  assert.deepEqual(
    [dayOf(old?.end), dayOf(entitlement?.start)],
    [addDays(startDate, 1), addDays(startDate, 1)],
  )
  assert.deepEqual(
    [dayOf(entitlement?.end), entitlement?.remainingUnits, entitlement?.contract?.nativeId],
    [addDays(endDate, 1), '10', contract?.source.nativeId],
  )
  const [subscription] = renewed.subscriptions
  assert.deepEqual(
    subscription?.items.map(({ price }) => formatAmount(price.unitAmount)),
    ['950.00'],
  )
  assert.deepEqual([renewed.invoices.length, renewed.subscriptions.length], [before.invoices.length, 1])

  await twice()

  // Two hours later billing has finalised by itself.
  await moveTo(new Date((waiting.waitsUntil?.getTime() ?? 0) + 7_200_000))
  const done = await reaches(run?.id, 'COMPLETED')
  assert.equal(done.resultType, 'Contract')
  await isFoundBeforeTheSearch(startDate)
  const billed = await books()
  const [invoice] = billed.invoices
  assert.deepEqual(
    [invoice?.status, invoice && formatAmount(invoice.subtotal), invoice?.createdAt],
    ['OPEN', '29925.00', waiting.waitsUntil],
  )
  assert.equal(invoice?.contract?.nativeId, contract?.source.nativeId)
  const posted = billed.posted[0]
  assert.deepEqual(
    [posted?.postingStatus, posted && formatAmount(posted.total), posted?.order?.nativeId],
    ['POSTED', invoice && formatAmount(invoice.total), order?.source.nativeId],
  )
  assert.deepEqual(
    billed.subscriptions.map(({ items }) => items.map(({ quantity }) => quantity)),
    [['30']],
  )
})

/** From the first moment of the new term the subscription is the new contract's, though billing's search knows it later. */
async function isFoundBeforeTheSearch(startDate: string): Promise<void> {
  const contract = (await contractsOf('Wayne Shipping')).find(
    ({ startDate: day, status }) => day === startDate && status !== 'TERMINATED',
  )
  const setLag = (lagSeconds: number) =>
    fetch(`${world.emulator('stripe').baseUrl}/__emulator/search`, {
      ...{ method: 'POST', body: JSON.stringify({ lagSeconds }) },
    })
  await setLag(864_000)
  const source =
    'query ($id: ID!) @freshness(maxAge: 0) { contract(id: $id) { subscriptions { contract { id } } } }'
  const read = async (instant: string) => {
    const { data } = await world.query(source, { id: contract?.id }, { receivedAt: new Date(instant) })
    return (data as { contract: { subscriptions: unknown[] } }).contract.subscriptions
  }
  assert.deepEqual(await read(`${startDate}T00:01:00Z`), [{ contract: { id: contract?.id } }])
  // Whoever looks hours later trusts the search.
  assert.deepEqual(await read(`${startDate}T05:00:00Z`), [])
  await setLag(30)
}

/** Sales, a timer, or the same caller again: nobody renews what is being renewed. */
async function twice(): Promise<void> {
  const before = countsOf(await books())
  const { planHash } = (
    await world.domains.processes.engine.store.query<{ planHash: string }>(
      `select wanted_plan_hash as "planHash" from processes.runs where idempotency_key = 'renew'`,
    )
  )[0] ?? { planHash: '' }
  assert.equal((await start('renew', { planHash })).replayed, true)
  const other = await start('another-key')
  await reaches(other.run?.id, 'HELD')
  assert.deepEqual(
    (await plan()).userErrors.map(({ field }) => field),
    [['contract', 'renewedBy']],
  )
  assert.deepEqual(countsOf(await books()), before)
}
