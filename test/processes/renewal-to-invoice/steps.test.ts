import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StepContext, StepOutcome } from '#processes/process.ts'
import { renewalToInvoice } from '#processes/renewal-to-invoice.ts'
import type { RenewalFacts } from '#processes/renewal-to-invoice/facts.ts'
import type { ProcessTools } from '#processes/tools.ts'
import { isWeftError, type WeftError } from '#shared/errors.ts'
import { mintId } from '#shared/global-id.ts'
import { money, multiplyMoney } from '#shared/money.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import { type Books, createBooks, type Ending } from '../quote-to-cash/books.ts'
import { refOf, usd } from '../quote-to-cash/deal.ts'

const TOTAL = { amount: '2100.00', currencyCode: 'USD' }
const BILLS_AT = new Date('2027-01-04T00:00:00Z')

/** Two seats at 1,050.00 a month, from the day after the old term; one entitlement that is extended and one that is counted. */
const FACTS: RenewalFacts = {
  today: '2026-11-25',
  sale: { name: 'Platform' },
  renewedFrom: { nativeId: 'old', contractNumber: '0001', endDate: '2027-01-03' },
  upliftPercent: '5',
  subscription: { nativeId: 'running' },
  billsAt: BILLS_AT.toISOString(),
  invoicePatienceDays: 7,
  entitlements: [
    { nativeId: 'plain', name: 'Plain', accountNativeId: 'a', endsOn: '2027-01-04', startsOn: '2027-01-04' },
    {
      nativeId: 'counted',
      name: 'Cases',
      accountNativeId: 'a',
      endsOn: '2027-01-04',
      startsOn: '2027-01-04',
      units: '10',
    },
  ],
  customer: { id: 'cus_1', name: 'A', legalName: 'A', email: '', address: {} as never, taxIdentifiers: [] },
  crm: { connectionId: 'crm', customerNativeId: 'crm-a' },
  erp: { connectionId: 'erp', customerNativeId: 'erp-a', legalEntityNativeId: 'us', isOverCredit: true },
  billing: { connectionId: 'billing', customerNativeId: 'billing-a' },
  support: { connectionId: 'support', accountNativeId: 'a' },
  terms: {
    currencyCode: 'USD',
    startDate: '2027-01-04',
    endDate: '2028-01-04',
    termMonths: 12,
    startsLater: true,
    interval: 'MONTH',
    isChargedAutomatically: false,
    paymentTermsCode: 'NET_30',
    netDays: 30,
  },
  lines: [
    {
      name: 'Platform',
      crmProductId: 'crm-p',
      billingProductId: 'billing-p',
      erpProductId: 'erp-p',
      supportProductId: 'support-p',
      quantity: '2',
      unitPrice: { amount: '1050.00', currencyCode: 'USD' },
      amount: TOTAL,
      isRecurring: true,
    },
  ],
  total: TOTAL,
  preview: { subtotal: TOTAL, tax: { amount: '0.00', currencyCode: 'USD' }, total: TOTAL },
}

const written = (connectionId: string, objectType: string, nativeId: string): Written => ({
  ref: refOf(connectionId, objectType, nativeId),
  effect: 'CREATED',
  number: undefined,
  version: '1',
  url: undefined,
})

interface Systems {
  tools: ProcessTools
  books: Books
  /** Ends of entitlements, as support has them. */
  ends: Map<string, string>
}

/** Four systems in memory; every write takes its key once. */
function createSystems(): Systems {
  const books = createBooks()
  const ends = new Map([['plain', '2027-01-04']])
  const write =
    (name: string, objectType: string, nativeId?: string, effect?: (asked: never) => void) =>
    (asked: { nativeId?: string } | string, ...rest: unknown[]) => {
      const id = typeof asked === 'string' ? asked : asked.nativeId
      return books.once(name, rest.at(-1) as WriteCall, () => {
        effect?.(asked as never)
        return { asked, answer: written(name.split('.')[0] ?? '', objectType, nativeId ?? id ?? '') }
      })
    }
  const total = multiplyMoney(usd(1050), '2')
  const invoice = {
    ...written('billing', 'invoice', 'invoice'),
    source: { nativeId: 'invoice' },
    subscription: refOf('billing', 'subscription', 'running'),
    createdAt: BILLS_AT,
    status: 'OPEN',
    subtotal: total,
    tax: money(0n, 'USD'),
    total,
    issuedOn: '2027-01-04',
    dueOn: '2027-02-03',
    lines: [
      { nativeId: 'il', productNativeId: 'billing-p', quantity: '2', amount: total, description: undefined },
    ],
  }
  const crm = {
    writes: {
      createContract: write('crm.createContract', 'Contract', 'new'),
      linkRenewal: write('crm.linkRenewal', 'Contract'),
      activateContract: write('crm.activateContract', 'Contract'),
      withdrawContract: write('crm.withdrawContract', 'Contract'),
    },
    getContractLines: async () => [[{ unitPrice: usd(1050), quantity: '2' }]],
  }
  const billing = {
    writes: {
      scheduleRenewal: write('billing.scheduleRenewal', 'subscription_schedule', 'schedule'),
      cancelRenewal: write('billing.cancelRenewal', 'subscription'),
      finaliseInvoice: (asked: string, call: WriteCall) =>
        books.once('billing.finaliseInvoice', call, () => ({ asked, answer: invoice as unknown as Written })),
    },
    listInvoices: async () => [{ items: [invoice], hasNextPage: false }],
    getInvoices: async () => [invoice],
  }
  const support = {
    connection: { id: 'support' },
    writes: {
      setEntitlementEnd: write(
        'support.setEntitlementEnd',
        'entitlement',
        undefined,
        (asked: { nativeId: string; endsOn: string }) => ends.set(asked.nativeId, asked.endsOn),
      ),
      createEntitlement: write('support.createEntitlement', 'entitlement', 'made'),
      setEntitlementActive: write('support.setEntitlementActive', 'entitlement'),
    },
    getEntitlements: async (ids: string[]) => ids.map((id) => ({ end: new Date(ends.get(id) ?? 0) })),
  }
  const erp = {
    writes: {
      createOrder: write('erp.createOrder', 'salesOrder', 'order'),
      closeOrder: write('erp.closeOrder', 'salesOrder'),
      postInvoice: write('erp.postInvoice', 'invoice', 'posted'),
    },
    getInvoicesByBillingIds: async () => [{ total }],
  }
  const tools = {
    crosswalk: {
      ensureIds: async (type: 'Order', refs: unknown[]) => refs.map(() => mintId(type, new Date(0))),
    },
    crm: () => crm,
    billing: () => billing,
    support: () => support,
    erp: () => erp,
    noteOwnWrite: async () => {},
  } as unknown as ProcessTools
  return { tools, books, ends }
}

const contextOf = ({ tools }: Systems, outcomes: Map<string, StepOutcome>, name: string): StepContext => ({
  call: { correlationId: 'test', signal: AbortSignal.timeout(5_000), idempotencyKey: `run:1:${name}` },
  tools,
  now: BILLS_AT,
  runId: 'run',
  outcomeOf: (key) => outcomes.get(key),
})

/** Does the steps in order as the engine does; what fails for good ends it, and is taken back, each step twice. */
async function renew(systems: Systems, facts = FACTS): Promise<{ refusal: WeftError | undefined }> {
  const outcomes = new Map<string, StepOutcome>()
  const { steps } = renewalToInvoice
  for (const step of steps) {
    if (step.effect(facts) === 'NO_OP') continue
    const outcome = await patiently(() => step.run(facts, contextOf(systems, outcomes, step.key)))
    if (!isWeftError(outcome)) {
      outcomes.set(step.key, outcome)
      continue
    }
    for (const { key, compensate } of steps.toReversed()) {
      const made = outcomes.get(key)
      for (let time = 0; time < 2 && made; time += 1)
        await compensate?.(facts, made, contextOf(systems, outcomes, `${key}:undo`))
    }
    return { refusal: outcome }
  }
  return { refusal: undefined }
}

async function patiently(run: () => Promise<StepOutcome>): Promise<StepOutcome | WeftError> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return JSON.parse(JSON.stringify(await run())) as StepOutcome
    } catch (error) {
      if (!isWeftError(error)) throw error
      if (!error.retryable || attempt > 3) return error
    }
}

const ALL = [
  'crm.createContract',
  'crm.linkRenewal',
  'erp.createOrder',
  'billing.scheduleRenewal',
  'crm.activateContract',
  'support.setEntitlementEnd',
  'support.createEntitlement',
  'billing.finaliseInvoice',
  'erp.postInvoice',
]
/** What balances each write. */
const BALANCED: Readonly<Record<string, string>> = {
  'crm.createContract': 'crm.withdrawContract',
  'erp.createOrder': 'erp.closeOrder',
  'billing.scheduleRenewal': 'billing.cancelRenewal',
  'crm.activateContract': 'crm.withdrawContract',
  'support.setEntitlementEnd': 'support.setEntitlementEnd',
  'support.createEntitlement': 'support.setEntitlementActive',
}

test('a renewal is done once in every system, in an order in which what refuses comes before what stays', async () => {
  const systems = createSystems()
  assert.equal((await renew(systems)).refusal, undefined)
  assert.deepEqual(systems.books.names(), ALL)
  assert.equal(systems.ends.get('plain'), '2028-01-04')
  const contract = systems.books.effects[0]?.asked as Record<string, unknown>
  assert.deepEqual(
    [contract.renewedFromNativeId, contract.startDate, contract.termMonths, contract.opportunityNativeId],
    ['old', '2027-01-04', 12, undefined],
  )
  const scheduled = systems.books.effects[3]?.asked as Record<string, unknown>
  assert.deepEqual([scheduled.startsAt, scheduled.crmContractId], [BILLS_AT, 'new'])
})

for (const name of ALL)
  for (const endings of [['lost'], ['busy', 'lost', 'lost']] satisfies Ending[][])
    test(`${name} that is ${endings.join(', ')}: everything once`, async () => {
      const systems = createSystems()
      systems.books.fail(name, ...endings)
      assert.equal((await renew(systems)).refusal, undefined)
      assert.deepEqual(systems.books.names(), ALL)
    })

for (const name of ALL.slice(0, -2))
  test(`${name} that is refused: what was done before is taken back, once`, async () => {
    const systems = createSystems()
    systems.books.fail(name, 'refused')
    assert.equal((await renew(systems)).refusal?.code, 'REJECTED_BY_SYSTEM')
    const done = systems.books.names()
    for (const write of done.slice(0, ALL.indexOf(name)))
      if (BALANCED[write]) assert.ok(done.slice(ALL.indexOf(name)).includes(BALANCED[write]), write)
    assert.equal(systems.ends.get('plain'), '2027-01-04')
    assert.ok(done.filter((one) => one === 'crm.withdrawContract').length <= 1)
  })

test('where no subscription runs, a new one begins; where one runs, it goes on', () => {
  const { subscription: _, ...facts } = FACTS
  const effects = renewalToInvoice.steps.map((step) => [step.key, step.effect(facts)])
  assert.deepEqual(
    effects.filter(([key]) => key === 'schedule-renewal' || key === 'create-subscription'),
    [
      ['schedule-renewal', 'NO_OP'],
      ['create-subscription', 'CREATE'],
    ],
  )
})

test('the run waits until billing bills by the new terms, asks again while it has not, and gives up after days', async () => {
  const { tools } = createSystems()
  const step = renewalToInvoice.steps.find(({ key }) => key === 'finalise-invoice')
  const context = contextOf({ tools } as Systems, new Map([['draft-contract', DRAFT]]), 'wait')
  const at = (day: string) => step?.waitUntil?.(FACTS, context, new Date(`${day}T00:00:00Z`))
  assert.deepEqual(await at('2026-12-01'), BILLS_AT)
  assert.equal(await at('2027-01-04'), undefined)
  const later = { ...FACTS, subscription: { nativeId: 'another' } }
  const now = new Date('2027-01-04T06:00:00Z')
  assert.deepEqual(await step?.waitUntil?.(later, context, now), new Date('2027-01-04T07:00:00Z'))
  assert.equal(await step?.waitUntil?.(later, context, new Date('2027-01-12')), undefined)
  await assert.rejects(async () => step?.run(later, context), { code: 'NOT_FOUND' })
})

test('who has given the entitlement another end since meant it', async () => {
  const systems = createSystems()
  const step = renewalToInvoice.steps.find(({ key }) => key === 'extend-entitlements')
  const plain = { ...FACTS, entitlements: FACTS.entitlements.slice(0, 1) }
  const made = await step?.run(plain, contextOf(systems, new Map([['draft-contract', DRAFT]]), 'extend'))
  systems.ends.set('plain', '2030-01-01')
  const undo = () => made && step?.compensate?.(plain, made, contextOf(systems, new Map(), 'extend:undo'))
  await assert.rejects(async () => undo(), { code: 'STALE_VERSION' })
})
const DRAFT: StepOutcome = {
  record: {
    ref: refOf('crm', 'Contract', 'new'),
    type: 'Contract',
    number: undefined,
    version: '1',
    url: undefined,
  },
  output: {},
}
