import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SubscriptionRecord } from '#billing/provider.ts'
import type { Prepared } from '#processes/process.ts'
import type { DealFacts } from '#processes/quote-to-cash/facts.ts'
import { quoteToCash } from '#processes/quote-to-cash.ts'
import {
  ERP_CUSTOMER,
  erpProduct,
  LEGAL_ENTITY,
  PALO_ALTO,
  priceOf,
  recordOf,
  SALE,
  saleLine,
  TODAY,
  usd,
} from './deal.ts'
import { createSystems, type Situation } from './systems.ts'

const OPPORTUNITY = { systemId: 'crm', objectType: 'Opportunity', externalId: 'deal' }

function prepare(situation: Situation = {}, corrections?: unknown): Promise<Prepared<DealFacts>> {
  const { tools } = createSystems(situation)
  const call = { correlationId: 'test', signal: AbortSignal.timeout(5_000) }
  const input = { opportunityRef: OPPORTUNITY, ...(corrections ? { corrections } : {}) }
  return quoteToCash.prepare(input, { call, tools, now: TODAY })
}

const said = ({ problems }: Prepared<DealFacts>): string[] =>
  problems.map(({ code, path }) => `${code} ${path.join('.')}`)

const billTo = (change: object): Situation => ({ sale: { billTo: { ...SALE.billTo, ...change } } })
const custom = (value: unknown): Situation => ({
  sale: { purchaseOrderNumber: undefined },
  crmCustomer: {
    customFields: [{ key: 'purchaseOrderRequired', type: 'boolean', value, sourceField: 'Account.PO__c' }],
  },
})
const known = (change: object = {}): Situation => ({ erpCustomer: { ...ERP_CUSTOMER, ...change } })
const inGermany = { ...PALO_ALTO, region: undefined, countryCode: 'DE' }
const running = { ...recordOf('billing', 'subscription', 's'), status: 'ACTIVE' } as SubscriptionRecord

test('nothing is wrong with a deal as it should be, and nothing is written to find out', async () => {
  const { tools, books } = createSystems()
  const call = { correlationId: 'test', signal: AbortSignal.timeout(5_000) }
  const prepared = await quoteToCash.prepare({ opportunityRef: OPPORTUNITY }, { call, tools, now: TODAY })
  assert.deepEqual([prepared.problems, prepared.warnings, prepared.approval], [[], [], undefined])
  assert.deepEqual(books.asked, [])
  assert.equal(prepared.subject?.type, 'Opportunity')
  assert.deepEqual(prepared.amount, usd(11_000))
  assert.deepEqual(prepared.facts?.terms, {
    currencyCode: 'USD',
    startDate: '2026-11-25',
    endDate: '2027-11-25',
    termMonths: 12,
    startsLater: false,
    interval: 'MONTH',
    isChargedAutomatically: false,
    paymentTermsCode: 'NET_30',
    netDays: 30,
    purchaseOrderNumber: 'PP-1',
  })
  assert.deepEqual(
    prepared.facts.lines.map(({ erpProductId, isRecurring, unitPrice }) => [
      erpProductId,
      isRecurring,
      unitPrice.amount,
    ]),
    [
      ['erp-platform', true, '1200.00'],
      ['erp-onboarding', false, '5000.00'],
    ],
  )
})

test('what it knows is JSON: the journal gives back what was put in', async () => {
  const { facts } = await prepare(known())
  assert.deepEqual(JSON.parse(JSON.stringify(facts)), JSON.parse(JSON.stringify(structuredClone(facts))))
  assert.equal(JSON.stringify(facts).includes('minorUnits'), false)
})

const REFUSALS: readonly [title: string, situation: Situation, problems: string[]][] = [
  ['an unknown opportunity', { isDealUnknown: true }, ['NOT_FOUND opportunityRef']],
  ['a customer that Weft does not know', { isCustomerUnknown: true }, ['NOT_LINKED customer']],
  ['a deal that is not won', { sale: { won: false } }, ['CONFLICT opportunity.stage']],
  ['a deal without products', { sale: { lines: [], total: usd(0) } }, ['REQUIRED lines', 'INVALID lines']],
  ['a contract in force', { contract: { status: 'ACTIVATED' } }, ['CONFLICT opportunity.contract']],
  [
    'a contract in a state nobody knows',
    { contract: { status: 'UNKNOWN' } },
    ['CONFLICT opportunity.contract'],
  ],
  ['a draft with another term', { contract: { termMonths: 24 } }, ['CONFLICT opportunity.contract']],
  ['a draft without the lines', { contract: { lines: [] } }, ['CONFLICT opportunity.contract']],
  [
    'a draft that billing bills',
    { contract: {}, subscriptions: [running] },
    ['CONFLICT opportunity.contract'],
  ],
  ['a sum that its lines do not make', { sale: { total: usd(10_999) } }, ['INVALID total']],
  [
    'a line that its price does not make',
    { sale: { lines: [{ ...saleLine('platform', '5', 1200), total: usd(11_000) }] } },
    ['INVALID lines[0].total'],
  ],
  ['a first day long ago', { sale: { startDate: '2025-01-01' } }, ['INVALID startDate']],
  ['no term', { sale: { termMonths: undefined } }, ['REQUIRED termMonths']],
  ['a term of no months', { sale: { termMonths: 0 } }, ['INVALID termMonths']],
  ['no legal name', { crmCustomer: { legalName: undefined } }, ['REQUIRED customer.legalName']],
  [
    'no bill-to at all',
    {
      sale: { billTo: { contactName: undefined, email: undefined, address: undefined } },
      crmCustomer: { billingAddress: undefined },
    },
    [
      'REQUIRED billTo.contactName',
      'REQUIRED billTo.email',
      'REQUIRED billTo.address.line1',
      'REQUIRED billTo.address.city',
      'REQUIRED billTo.address.countryCode',
    ],
  ],
  [
    'a state that is missing',
    billTo({ address: { ...PALO_ALTO, region: undefined } }),
    ['TAX_INVALID billTo.address'],
  ],
  ['a number of another country', billTo({ address: inGermany }), ['TAX_INVALID customer.taxId']],
  [
    'a number that is missing where it decides the tax',
    { sale: { taxId: undefined, billTo: { ...SALE.billTo, address: inGermany } } },
    ['TAX_INVALID customer.taxId'],
  ],
  ['a purchase order number that the customer wants', custom(true), ['REQUIRED purchaseOrderNumber']],
  ['an unmapped product', { billingProducts: ['onboarding'] }, ['NOT_LINKED lines[0].product']],
  [
    'an item that the ERP does not have',
    { erpProducts: [erpProduct('platform', 'SUBSCRIPTION')] },
    ['NOT_LINKED lines[1].product'],
  ],
  [
    'an item that is not active',
    {
      erpProducts: [
        { ...erpProduct('platform', 'SUBSCRIPTION'), active: false },
        erpProduct('onboarding', 'ONE_TIME'),
      ],
    },
    ['INVALID lines[0].product'],
  ],
  [
    'an item of a kind that nobody knows',
    { erpProducts: [erpProduct('platform', 'UNKNOWN'), erpProduct('onboarding', 'ONE_TIME')] },
    ['INVALID lines[0].product'],
  ],
  [
    'a product without a price in the currency',
    { prices: [priceOf('platform', 1200, 'MONTH')] },
    ['INVALID lines[1].product'],
  ],
  [
    'two intervals',
    { prices: [priceOf('platform', 1200, 'MONTH'), priceOf('onboarding', 5000, 'YEAR')] },
    ['INVALID lines'],
  ],
  [
    'a term that is no multiple of the interval',
    {
      sale: { termMonths: 18 },
      prices: [priceOf('platform', 1200, 'YEAR'), priceOf('onboarding', 5000, undefined)],
    },
    ['INVALID termMonths'],
  ],
  ['no company that sells', { businessUnitKey: undefined }, ['SUBSIDIARY_MISMATCH customer.legalEntity']],
  ['a currency that the company does not trade in', { tradesIn: false }, ['CURRENCY_MISMATCH currencyCode']],
  [
    'a currency that is not the customer’s',
    known({ currencyCode: 'EUR' }),
    ['CURRENCY_MISMATCH currencyCode'],
  ],
  [
    'a closed period',
    { period: { name: 'Nov 2026', isClosed: true } },
    ['PERIOD_CLOSED invoice.postingPeriod'],
  ],
  ['a period that is not there', { period: undefined }, ['PERIOD_CLOSED invoice.postingPeriod']],
  [
    'two records in billing',
    {
      extraLinks: [
        { domain: 'BILLING', nativeId: 'b1', state: 'ACTIVE' },
        { domain: 'BILLING', nativeId: 'b2', state: 'ACTIVE' },
      ],
    },
    ['CONFLICT customer.billing'],
  ],
  [
    'a record that may be another’s',
    { extraLinks: [{ domain: 'BILLING', nativeId: 'b1', state: 'SUSPECT' }] },
    ['CONFLICT customer.billing'],
  ],
  [
    'a second record in the CRM',
    { extraLinks: [{ domain: 'CRM', nativeId: 'c2', state: 'SUSPECT' }] },
    ['CONFLICT customer'],
  ],
  [
    'many things at once',
    { sale: { won: false, termMonths: undefined }, period: { name: 'Nov 2026', isClosed: true } },
    ['CONFLICT opportunity.stage', 'REQUIRED termMonths', 'PERIOD_CLOSED invoice.postingPeriod'],
  ],
]

for (const [title, situation, problems] of REFUSALS)
  test(`${title} stops the deal before anything is written, and says what would help`, async () => {
    const prepared = await prepare(situation)
    assert.deepEqual(said(prepared), problems)
    assert.equal(prepared.facts, undefined)
    for (const { message, suggestedFix } of prepared.problems) assert.ok(message && suggestedFix)
  })

const APPROVALS: readonly [title: string, situation: Situation, code: string | undefined][] = [
  ['a customer within its limit', known(), undefined],
  ['a customer at its limit', { ...known(), receivable: usd(9_000) }, undefined],
  ['a customer over its limit', { ...known(), receivable: usd(9_001) }, 'CREDIT_HOLD'],
  ['a customer on hold', known({ creditHold: true }), 'CREDIT_HOLD'],
  [
    'a customer without a limit',
    { ...known({ creditLimit: undefined }), receivable: usd(90_000) },
    undefined,
  ],
  [
    'a fifth off',
    { prices: [priceOf('platform', 1500, 'MONTH'), priceOf('onboarding', 6250, undefined)] },
    undefined,
  ],
  [
    'more than a fifth off',
    { prices: [priceOf('platform', 1501, 'MONTH'), priceOf('onboarding', 6250, undefined)] },
    'DISCOUNT',
  ],
  [
    'a fifth off where the unit allows less',
    {
      prices: [priceOf('platform', 1500, 'MONTH'), priceOf('onboarding', 6250, undefined)],
      rules: { discountWithoutApprovalPercent: 19.99 },
    },
    'DISCOUNT',
  ],
  [
    'a fifth off where another unit allows less',
    {
      prices: [priceOf('platform', 1500, 'MONTH'), priceOf('onboarding', 6250, undefined)],
      rules: { discountWithoutApprovalPercent: 19.99 },
      businessUnitKey: 'elsewhere',
      ...known(),
    },
    undefined,
  ],
]

for (const [title, situation, code] of APPROVALS)
  test(`${title} ${code ? 'needs a person who says yes' : 'needs nobody'}`, async () => {
    const { approval, problems } = await prepare(situation)
    assert.deepEqual(problems, [])
    assert.equal(approval?.code, code)
  })

test('the ERP’s word on the customer counts, where it has one', async () => {
  const { facts, warnings } = await prepare({
    ...known({ paymentTerms: { code: 'NET60', netDays: 60 }, legalName: 'Pied Piper Inc' }),
    sale: { paymentTermsCode: undefined },
  })
  assert.equal(facts?.customer.legalName, 'Pied Piper Inc')
  assert.equal(facts.terms.netDays, 60)
  assert.deepEqual(facts.erp, {
    connectionId: 'erp',
    customerNativeId: 'erp-piper',
    isActive: true,
    legalEntityNativeId: LEGAL_ENTITY.source.nativeId,
    isOverCredit: false,
  })
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['PAYMENT_TERMS_ASSUMED'],
  )
})

test('a draft that sales have made says when and how long, where the deal does not', async () => {
  const { facts } = await prepare({ contract: {}, sale: { startDate: undefined, termMonths: undefined } })
  assert.equal(facts?.crm.draftContractNativeId, 'sales-draft')
  assert.deepEqual([facts.terms.startDate, facts.terms.termMonths], ['2026-11-25', 12])
})

test('a contract that ended before it billed anything is left from an attempt, and stops nothing', async () => {
  const { facts, problems } = await prepare({ contract: { status: 'TERMINATED' } })
  assert.deepEqual(problems, [])
  assert.equal(facts?.crm.draftContractNativeId, undefined)
})

test('what a person corrects wins over what was read', async () => {
  const { facts } = await prepare(custom('T'), { purchaseOrderNumber: 'PO-2', startDate: '2026-12-01' })
  assert.equal(facts?.terms.purchaseOrderNumber, 'PO-2')
  assert.deepEqual([facts.terms.startDate, facts.terms.startsLater], ['2026-12-01', true])
})

for (const corrections of [{ startDate: 'tomorrow' }, { termMonths: '12' }, { total: 1 }, 'all of it'])
  test(`${JSON.stringify(corrections)} corrects nothing, and is refused`, async () => {
    await assert.rejects(prepare({}, corrections), { code: 'INVALID_ARGUMENT' })
  })

test('an amount that changes makes another plan, a new day does not', async () => {
  const [one, same, other] = await Promise.all([prepare(), prepare(), prepare({ tax: usd(5) })])
  // Each has a customer with an id of its own.
  const anonymous = ({ pinned }: Prepared<DealFacts>): string =>
    JSON.stringify({ ...(pinned as object), customer: undefined }).replaceAll(/cus_\w+/g, 'cus')
  assert.equal(anonymous(one), anonymous(same))
  assert.notEqual(anonymous(one), anonymous(other))
  assert.equal(anonymous(one).includes('"today"'), false)
})

test('a plan tells nobody where the customer lives or who is written to', async () => {
  const { facts, pinned } = await prepare()
  const { email, address } = facts?.customer ?? {}
  assert.ok(email && address?.line1)
  const told = JSON.stringify({ pinned, diffs: quoteToCash.steps.map((step) => facts && step.diff(facts)) })
  assert.deepEqual([told.includes(email), told.includes(address.line1)], [false, false])
})
