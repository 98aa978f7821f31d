import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Fault } from '#shared/emulator/faults.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import type { Vendor } from '../support/world.ts'
import { type DealWorld, SELLER, startDealWorld } from './deal-world.ts'
import { violationsOf } from './ledger.ts'

/** The write that entitles to support, the last that can be refused. */
const ENTITLING: Fault = { method: 'POST', path: '/api/now/v2/table/service_entitlement' }
const NOT_SO = { error: { message: 'Operation Failed', detail: 'not so' }, status: 'failure' }

let deals: DealWorld
before(async () => {
  deals = await startDealWorld(['Bargain Basement', 'Abroad By Mistake', 'Later', 'Later Refused'])
})
after(() => deals[Symbol.asyncDispose]())

const fail = (vendor: Vendor, fault: Fault): void => deals.world.emulator(vendor).fail({ times: 1, ...fault })

test('the deal just won: plan, start by the plan, and everything is in all four systems', async () => {
  const before = await deals.standing('Pied Piper')
  const { plan, userErrors } = await deals.plan('Pied Piper')
  assert.deepEqual(userErrors, [])
  const idle = plan?.steps.filter(({ effect }) => effect === 'NO_OP') ?? []
  // Sales have drafted the contract.
  assert.ok(idle.some(({ key }) => key === 'draft-contract'))
  assert.deepEqual(
    idle.flatMap(({ diff }) => diff),
    [],
  )
  assert.deepEqual(await deals.standing('Pied Piper'), before)
  const { run } = await deals.start('Pied Piper', { planHash: plan?.planHash ?? '' })
  const ended = await deals.rested(run?.id ?? '')
  assert.equal(ended.status, 'COMPLETED')
  const after = await deals.standing('Pied Piper')
  assert.deepEqual(violationsOf(await deals.told(ended), { before, after }), [])
  assert.deepEqual(after.posted, ['11000.00'])
  assert.deepEqual(after.contracts, before.contracts)
})

test('the graph finds one record from the other, with the amounts that were sold', async () => {
  const id = await deals.world.customerId('Pied Piper')
  const { customer } = await asked<{ customer: Record<string, { nodes: unknown[] }> }>(CONTEXT, { id })
  const [invoice] = (customer.invoices?.nodes ?? []) as { invoiceNumber: string }[]
  assert.ok(invoice?.invoiceNumber)
  assert.deepEqual(invoice, {
    invoiceNumber: invoice.invoiceNumber,
    status: 'OPEN',
    total: { amount: '11000.00', currencyCode: 'USD' },
    postingStatus: 'POSTED',
    contract: { status: 'ACTIVATED' },
    order: { status: 'BILLED' },
  })
  assert.deepEqual(customer.contracts?.nodes, [{ status: 'ACTIVATED' }])
  assert.deepEqual(customer.subscriptions?.nodes, [{ status: 'ACTIVE', contract: { status: 'ACTIVATED' } }])
  // What the product lets its customer use comes of the subscription, what support owes of the entitlement.
  assert.deepEqual(customer.entitlements?.nodes, [
    { __typename: 'SupportEntitlement', status: 'ACTIVE', contract: { status: 'ACTIVATED' } },
    { __typename: 'FeatureEntitlement', status: 'ACTIVE' },
    { __typename: 'FeatureEntitlement', status: 'ACTIVE' },
    { __typename: 'FeatureEntitlement', status: 'ACTIVE' },
  ])
})

/** What an operation answers without an error. */
async function asked<Answer>(
  source: string,
  variables: Record<string, unknown>,
  caller: Caller = SELLER,
): Promise<Answer> {
  const { data, errors } = await deals.query(source, variables, { caller })
  assert.deepEqual(errors, undefined)
  return data as Answer
}

test('a second start with the same key is the same run, and asks no system for anything', async () => {
  const { run: first } = await deals.start('Pied Piper', { planHash: await planHashOf('key-pied') })
  deals.world.forgetCalls()
  const { run, replayed, userErrors } = await deals.start('Pied Piper', {
    planHash: await planHashOf('key-pied'),
  })
  assert.deepEqual([run?.id, replayed, userErrors], [first?.id, true, []])
  assert.deepEqual(deals.world.callsPerVendor(), {})
})

test('a start with another key finds that the deal was turned to cash, and writes nothing', async () => {
  const before = await deals.standing('Pied Piper')
  const { run } = await deals.start('Pied Piper', { idempotencyKey: 'another' })
  assert.equal((await deals.rested(run?.id ?? '')).status, 'HELD')
  assert.deepEqual(await deals.standing('Pied Piper'), before)
})

async function planHashOf(key: string): Promise<string> {
  const source = 'query ($key: String) { processRun(idempotencyKey: $key) { plan { planHash } } }'
  const { processRun } = await asked<{ processRun: { plan: { planHash: string } } }>(source, { key })
  return processRun.plan.planHash
}

test('who may not see a deal is answered as if it were not there, when it is planned and when it is started', async () => {
  const caller = { ...SELLER, customerIds: [await deals.world.customerId('Globex')] }
  const told: unknown[] = []
  for (const externalId of ['006jwhqqXtey2qQAIQ', '006jwhqqXtey2qQAAA']) {
    const opportunityRef = { systemId: 'crm-salesforce', objectType: 'Opportunity', externalId }
    deals.world.forgetCalls()
    const { data: planned } = await deals.query(
      PLAN_DEAL,
      { input: { idempotencyKey: 'a-plan', opportunityRef } },
      { caller },
    )
    const input = { idempotencyKey: `a-start-${externalId}`, opportunityRef }
    const { data: started } = await deals.query(START_DEAL, { input }, { caller })
    const [{ id = '' } = {}] = await deals.world.domains.store.query<{ id: string }>(
      'select id from processes.runs where idempotency_key = $1',
      [input.idempotencyKey],
    )
    const { status, customerId, subjectId } = await deals.rested(id)
    const { data: seen } = await deals.query(
      'query ($id: ID!) { processRun(id: $id) { exception { summary } } }',
      { id },
    )
    const calls = deals.world.callsPerVendor()
    const { data: seenByStarter } = await deals.query(WHY, { id }, { caller })
    told.push({ planned, started, status, customerId, subjectId, seen, seenByStarter, calls })
  }
  assert.deepEqual(told[0], told[1])
  assert.match(
    JSON.stringify(told[0]),
    /"NOT_FOUND".*"HELD".*"seenByStarter":{"processRun":{.*"summary":"no CRM has such a deal"/,
  )
})

test('a price below what sellers may give waits for another person’s yes', async () => {
  const { run } = await deals.start('Bargain Basement')
  const waiting = await deals.rested(run?.id ?? '')
  assert.equal(waiting.status, 'WAITING_APPROVAL')
  assert.deepEqual((await deals.plan('Bargain Basement')).plan?.warnings[0], { code: 'DISCOUNT' })
  const { processRun } = await asked<{ processRun: { plan: { warnings: { message: string }[] } } }>(
    'query ($id: ID!) { processRun(id: $id) { plan { warnings { message } } } }',
    { id: waiting.id },
  )
  assert.match(
    processRun.plan.warnings[0]?.message ?? '',
    /another person's yes: the price list says .* the deal 8500.00/,
  )
  assert.deepEqual(await deals.violations('Bargain Basement', { ...waiting, status: 'FAILED' }), [])
  const approve = async (subject: string): Promise<unknown> => {
    const input = { idempotencyKey: `by-${subject}`, runId: waiting.id, planHash: waiting.planHash }
    const answer = await asked<{ processRunApprove: { userErrors: unknown } }>(
      APPROVE,
      { input },
      { ...SELLER, subject },
    )
    return answer.processRunApprove.userErrors
  }
  assert.deepEqual(await approve(SELLER.subject), [{ code: 'FORBIDDEN' }])
  assert.deepEqual(await approve('somebody-else'), [])
  const ended = await deals.rested(waiting.id)
  assert.equal(ended.status, 'COMPLETED')
  assert.deepEqual((await deals.standing('Bargain Basement')).posted, ['8500.00'])
})

test('a deal with a wrong tax number is held before anything is written, and done when a person corrects it', async () => {
  const { plan, userErrors } = await deals.plan('Abroad By Mistake')
  assert.deepEqual([plan, userErrors], [null, [{ code: 'TAX_INVALID', field: ['customer', 'taxId'] }]])
  const run = await deals.sell('Abroad By Mistake')
  assert.equal(run.status, 'HELD')
  assert.deepEqual(await deals.violations('Abroad By Mistake', { ...run, status: 'FAILED' }), [])
  await isToldToSales(run.id)
  await assert.rejects(
    deals.retry(run, { corrections: { taxNumber: 'DE811234567' } }),
    /nothing of this name/,
  )
  const again = await deals.retry(run, { corrections: { taxId: 'DE811234567' } })
  assert.equal(again.status, 'COMPLETED')
  assert.deepEqual(await deals.violations('Abroad By Mistake', again), [])
})

/** Who sells knows what holds the deal and what would help, and nothing of finance's or of operations'. */
async function isToldToSales(id: string): Promise<void> {
  const scopes = new Set(['process:read', 'process:write'])
  const { data, errors } = await deals.query(WHY, { id }, { caller: { ...SELLER, scopes } })
  assert.deepEqual(data, {
    processRun: {
      status: 'HELD',
      exception: {
        class: 'BUSINESS_VALIDATION',
        stepKey: null,
        summary: "the customer's tax number is none of DE",
        suggestedFix: 'Correct the tax number, or the country of the bill-to address',
        businessImpact: null,
        payload: null,
      },
    },
  })
  assert.deepEqual(
    errors?.map(({ path, extensions }) => [path?.at(-1), extensions?.code]),
    [
      ['businessImpact', 'FORBIDDEN'],
      ['payload', 'FORBIDDEN'],
    ],
  )
}

test('a service that begins in a week is subscribed to and in force, without an invoice before its day', async () => {
  const run = await deals.sell('Later')
  assert.equal(run.status, 'COMPLETED')
  const { contracts, orders, subscriptions, entitlements, invoices, posted } = await deals.standing('Later')
  const counts = { contracts, orders, entitlements, subscriptions, invoices, posted }
  assert.deepEqual(
    Object.entries(counts).map(([kind, made]) => `${made.length} ${kind}`),
    ['1 contracts', '1 orders', '1 entitlements', '0 subscriptions', '0 invoices', '0 posted'],
  )
  assert.deepEqual(await schedulesOf('Later'), ['not_started'])
})

test('a service that has not begun is taken back as a whole, whatever refuses', async () => {
  fail('servicenow', { ...ENTITLING, status: 400, body: NOT_SO })
  const run = await deals.sell('Later Refused')
  assert.equal(run.status, 'COMPENSATED')
  assert.deepEqual(await deals.violations('Later Refused', run), [])
  assert.deepEqual(await schedulesOf('Later Refused'), ['canceled'])
})

/** What billing has for a later day; no list of subscriptions tells of it. */
async function schedulesOf(company: string): Promise<string[]> {
  const { baseUrl, credentials } = deals.world.emulator('stripe')
  const headers = { authorization: `Bearer ${credentials.apiKey}` }
  const response = await fetch(`${baseUrl}/v1/subscription_schedules?limit=100`, { headers })
  const { data } = (await response.json()) as { data: { customer: string; status: string }[] }
  const { billingCustomers } = await deals.standing(company)
  return data.filter(({ customer }) => billingCustomers.includes(customer)).map(({ status }) => status)
}

test('a deal that no CRM has, and a plan that is another deal’s, start nothing', async () => {
  const unknown = await deals.plan('Nobody Has Heard Of It')
  assert.deepEqual(unknown.userErrors, [{ code: 'NOT_FOUND', field: ['opportunityRef'] }])
  const stale = await deals.start('Pied Piper', { idempotencyKey: 'stale', planHash: 'another' })
  assert.deepEqual(stale, {
    run: null,
    userErrors: [{ code: 'PLAN_STALE', field: ['planHash'] }],
    replayed: false,
  })
})

const CONTEXT = `query ($id: ID!) { customer(id: $id) {
  contracts(first: 5) { nodes { status } }
  subscriptions(first: 5) { nodes { status contract { status } } }
  invoices(first: 5) { nodes { invoiceNumber status total { amount currencyCode } postingStatus contract { status }
    order { status } } }
  entitlements(first: 5) { nodes { __typename status ... on SupportEntitlement { contract { status } } } }
} }`
const PLAN_DEAL = `mutation ($input: QuoteToCashInput!) { planQuoteToCash(input: $input) {
  plan { planHash } userErrors { code message field } } }`
const WHY = `query ($id: ID!) { processRun(id: $id) { status exception {
  class stepKey summary suggestedFix businessImpact { amount } payload } } }`
const START_DEAL = `mutation ($input: QuoteToCashInput!) { startQuoteToCash(input: $input) {
  replayed userErrors { code message field } } }`
const APPROVE =
  'mutation ($input: ProcessRunApproveInput!) { processRunApprove(input: $input) { userErrors { code } } }'
