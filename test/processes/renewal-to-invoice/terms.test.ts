import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SubscriptionRecord } from '#billing/provider.ts'
import type { ContractLineRecord, ContractRecord, CustomerRecord } from '#crm/provider.ts'
import { addMonths } from '#processes/quote-to-cash/dates.ts'
import type { MappedLine } from '#processes/quote-to-cash/map-lines.ts'
import type { ReadProduct } from '#processes/quote-to-cash/read-systems.ts'
import { approvalForRenewal, type RenewalRisks } from '#processes/renewal-to-invoice/approval.ts'
import { checkContract } from '#processes/renewal-to-invoice/check-contract.ts'
import { checkSubscription } from '#processes/renewal-to-invoice/check-subscription.ts'
import { renewEntitlements } from '#processes/renewal-to-invoice/entitlements.ts'
import type { RenewalToInvoiceInput } from '#processes/renewal-to-invoice/input.ts'
import type { EndingContract } from '#processes/renewal-to-invoice/read-contract.ts'
import { renewLines } from '#processes/renewal-to-invoice/renew-lines.ts'
import { firstBillingOf, newTermOf } from '#processes/renewal-to-invoice/term.ts'
import { DEFAULT_RULES } from '#processes/rules.ts'
import { formatAmount, type Money, multiplyMoney } from '#shared/money.ts'
import type { SupportEntitlementRecord } from '#support/provider.ts'
import { priceOf, recordOf, refOf, usd } from '../quote-to-cash/deal.ts'

const CONTRACT: ContractRecord = {
  ...recordOf('crm', 'Contract', 'old'),
  createdAt: new Date(0),
  customer: refOf('crm', 'Account', 'a'),
  contractNumber: '0001',
  name: 'Platform',
  status: 'ACTIVATED',
  startDate: '2026-01-04',
  endDate: '2027-01-03',
  termMonths: 12,
  totalContractValue: undefined,
  annualContractValue: undefined,
  amends: undefined,
  renewedFrom: undefined,
  renewal: {
    autoRenew: true,
    noticeDays: 60,
    renewalDate: '2027-01-04',
    upliftPercent: '5',
    termMonths: 12,
  },
  customFields: [],
}

function line(nativeId: string, quantity: string, unitPrice: Money, change: object = {}): ContractLineRecord {
  return {
    nativeId,
    product: refOf('crm', 'Product2', 'platform'),
    quantity,
    unitPrice,
    term: { start: undefined, end: undefined },
    netAmount: multiplyMoney(multiplyMoney(unitPrice, quantity), '12'),
    renewable: true,
    ...change,
  }
}

const TERMS: readonly [endDate: string, months: number, startDate: string, lastDay: string][] = [
  ['2027-01-03', 12, '2027-01-04', '2028-01-03'],
  ['2026-12-31', 12, '2027-01-01', '2027-12-31'],
  ['2027-02-28', 12, '2027-03-01', '2028-02-29'],
  ['2028-02-28', 12, '2028-02-29', '2029-02-27'],
  ['2028-02-29', 1, '2028-03-01', '2028-03-31'],
  ['2026-08-30', 6, '2026-08-31', '2027-02-27'],
]
for (const [endDate, termMonths, startDate, lastDay] of TERMS)
  test(`after ${endDate} come ${termMonths} months from ${startDate} to ${lastDay}`, () => {
    const term = newTermOf({ ...CONTRACT, endDate }, { corrections: { termMonths } })
    assert.equal(term.startDate, startDate)
    const next = addMonths(startDate, termMonths)
    const following = newTermOf({ ...CONTRACT, endDate: lastDay }, {})
    assert.equal(following.startDate, next)
  })

test('the uplift is the caller’s, else the contract’s, else none', () => {
  assert.equal(newTermOf(CONTRACT, { upliftPercent: '3' }).upliftPercent, '3')
  assert.equal(newTermOf(CONTRACT, {}).upliftPercent, '5')
  assert.equal(newTermOf({ ...CONTRACT, renewal: undefined }, {}).upliftPercent, '0')
})

const BILLINGS: readonly [title: string, periodEnd: string | undefined, months: number, billsAt: string][] = [
  ['no subscription', undefined, 1, '2027-01-04T00:00:00.000Z'],
  ['periods that meet the terms', '2026-12-04T00:00:00Z', 1, '2027-01-04T00:00:00.000Z'],
  ['periods of another day', '2026-12-13T00:00:00Z', 1, '2027-01-13T00:00:00.000Z'],
  ['periods of another hour', '2026-12-03T18:30:00Z', 1, '2027-02-03T18:30:00.000Z'],
  ['a month end', '2026-11-30T00:00:00Z', 3, '2027-02-28T00:00:00.000Z'],
  ['a yearly period', '2027-01-04T00:00:00Z', 12, '2027-01-04T00:00:00.000Z'],
]
for (const [title, periodEnd, intervalMonths, billsAt] of BILLINGS)
  test(`the first invoice by the new terms: ${title}`, () => {
    const running = periodEnd === undefined ? undefined : { periodEnd: new Date(periodEnd), intervalMonths }
    assert.equal(firstBillingOf('2027-01-04', running).toISOString(), billsAt)
  })

const PRODUCT = {
  billing: { nativeId: 'p', name: 'Platform', prices: [priceOf('platform', 100, 'MONTH')] },
} as unknown as ReadProduct

function renewed(
  lines: readonly ContractLineRecord[],
  { percent = '0', quantities }: { percent?: string; quantities?: Record<string, string> } = {},
): string[] {
  const given = lines.map((one) => ({ line: one, systems: PRODUCT }))
  const { lines: made, problems } = renewLines(given, {
    contract: CONTRACT,
    upliftPercent: percent,
    quantities,
  })
  return [
    ...made.map(({ quantity, unitPrice, total }) =>
      [quantity, formatAmount(unitPrice), formatAmount(total)].join(' '),
    ),
    ...problems.map(({ code, path }) => `${code} ${path.join('.')}`),
  ]
}

test('the same product at the same price is one line; another price stays apart', () => {
  const other = refOf('crm', 'Product2', 'other')
  const lines = [
    line('a', '2', usd(100)),
    line('b', '1.5', usd(100)),
    line('c', '4', usd(90)),
    line('d', '1', usd(100), { product: other }),
  ]
  assert.deepEqual(renewed(lines), ['3.5 100.00 350.00', '4 90.00 360.00', '1 100.00 100.00'])
})

test('the uplift is on the price that is paid, once, however the discount was given', () => {
  assert.deepEqual(renewed([line('a', '2', usd(90))], { percent: '5' }), ['2 94.50 189.00'])
  // The list price, and a tenth off the whole term.
  const discounted = line('a', '2', usd(100), { netAmount: usd(2_160) })
  assert.deepEqual(renewed([discounted], { percent: '5' }), ['2 94.50 189.00'])
  assert.deepEqual(renewed([line('a', '3', usd(100))], { percent: '-10' }), ['3 90.00 270.00'])
  assert.deepEqual(renewed([line('a', '3', usd(1))], { percent: '0.5' }), ['3 1.01 3.03'])
})

test('a line that ran for a part of the term has its price, not its share of the amount', () => {
  const late = line('a', '2', usd(100), {
    term: { start: new Date('2026-07-04'), end: new Date('2027-01-04') },
    netAmount: usd(1_200),
  })
  assert.deepEqual(renewed([late]), ['2 100.00 200.00'])
})

test('nothing of it is left: the line stays with quantity 0', () => {
  assert.deepEqual(renewed([line('a', '2', usd(100))], { quantities: { a: '0' } }), ['0 100.00 0.00'])
  assert.deepEqual(renewed([line('a', '0', usd(100))]), ['0 100.00 0.00'])
})

test('an amount that no price makes, and a quantity that is none, are refused', () => {
  const odd = line('a', '3', usd(100), { netAmount: usd(3_599) })
  assert.deepEqual(renewed([odd]), ['INVALID lines[0].netAmount'])
  const less = renewed([line('a', '2', usd(100))], { quantities: { a: '-1' } })
  assert.deepEqual(less, ['INVALID lines[0].quantity'])
})

function wrong(
  change: Partial<ContractRecord>,
  {
    ending = {},
    input = {},
    today = '2026-11-25',
  }: {
    ending?: Partial<EndingContract>
    input?: Partial<RenewalToInvoiceInput>
    today?: string
  } = {},
): string[] {
  const contract = { ...CONTRACT, ...change }
  const found: EndingContract = {
    connectionId: 'crm',
    contractId: 'contract',
    contract,
    lines: [line('a', '1', usd(100))],
    renewalId: undefined,
    customerId: 'customer',
    customer: undefined,
    ...ending,
  }
  return checkContract(found, newTermOf(contract, input), { today, rules: DEFAULT_RULES }).map(
    ({ code, path }) => `${code} ${path.join('.')}`,
  )
}
const window = (value: unknown) => ({
  customFields: [{ key: 'renewalWindowDays', type: 'string', value, sourceField: 'Window__c' }],
})
const customer = (status: CustomerRecord['status']) => ({ customer: { status } as CustomerRecord })

const REFUSALS: readonly [title: string, found: string[], wanted: string[]][] = [
  ['a contract in its window', wrong({}), []],
  ['the first day of the window', wrong({}, { today: '2026-10-05' }), []],
  ['the day before', wrong({}, { today: '2026-10-04' }), ['INVALID contract.endDate']],
  ['the last day of the term', wrong({}, { today: '2027-01-03' }), []],
  ['the day after the term', wrong({}, { today: '2027-01-04' }), ['INVALID contract.endDate']],
  ['a window of its own, shorter', wrong(window('30')), ['INVALID contract.endDate']],
  ['a window of its own, longer', wrong(window(180), { today: '2026-07-10' }), []],
  ['a window that is none', wrong(window('soon')), []],
  ['no end', wrong({ endDate: undefined }), ['INVALID contract.endDate']],
  ['renewed already', wrong({}, { ending: { renewalId: 'new' } }), ['CONFLICT contract.renewedBy']],
  ['not in force', wrong({ status: 'DRAFT' }), ['CONFLICT contract.status']],
  ['in a state nobody knows', wrong({ status: 'UNKNOWN' }), ['CONFLICT contract.status']],
  ['an amendment', wrong({ amends: refOf('crm', 'Contract', 'c') }), ['CONFLICT contract.amends']],
  ['a customer that left', wrong({}, { ending: customer('CHURNED') }), ['CONFLICT customer.status']],
  ['no line to renew', wrong({}, { ending: { lines: [] } }), ['REQUIRED lines']],
  ['no term', wrong({ termMonths: undefined, renewal: undefined }), ['REQUIRED termMonths']],
  ['no months', wrong({}, { input: { corrections: { termMonths: 0 } } }), ['INVALID termMonths']],
  ['an uplift of everything', wrong({}, { input: { upliftPercent: '-100' } }), ['INVALID upliftPercent']],
  ['an uplift that is none', wrong({}, { input: { upliftPercent: 'much' } }), ['INVALID upliftPercent']],
  [
    'all of it at once',
    wrong({ status: 'DRAFT', endDate: '2025-01-03' }, { ending: { renewalId: 'new', lines: [] } }),
    ['CONFLICT contract.renewedBy', 'CONFLICT contract.status', 'REQUIRED lines', 'INVALID contract.endDate'],
  ],
]
for (const [title, found, wanted] of REFUSALS)
  test(`a renewal of ${title}`, () => assert.deepEqual(found, wanted))

const subscription = (change: object): SubscriptionRecord =>
  ({
    ...recordOf('billing', 'subscription', 's'),
    status: 'ACTIVE',
    cancelAtPeriodEnd: false,
    items: [{ nativeId: 'si', price: priceOf('platform', 100, 'MONTH'), quantity: '1' }],
    ...change,
  }) as SubscriptionRecord
const MONTHLY = [{ interval: 'MONTH' }] as unknown as readonly MappedLine[]

test('what bills the contract has to go on by itself, in the rhythm of its products', () => {
  const said = (...running: SubscriptionRecord[]) => checkSubscription(running, MONTHLY).length
  assert.equal(said(), 0)
  assert.equal(said(subscription({})), 0)
  assert.equal(said(subscription({ status: 'PAST_DUE' })), 0)
  assert.equal(said(subscription({}), subscription({})), 1)
  assert.equal(said(subscription({ cancelAtPeriodEnd: true })), 1)
  for (const status of ['NON_RENEWING', 'PAUSED', 'UNKNOWN', 'FUTURE', 'INCOMPLETE'])
    assert.equal(said(subscription({ status })), 1, status)
  const yearly = [{ nativeId: 'si', price: priceOf('platform', 100, 'YEAR'), quantity: '1' }]
  assert.equal(said(subscription({ items: yearly })), 1)
})

const entitlement = (nativeId: string, change: object = {}) =>
  ({
    nativeId,
    name: nativeId,
    account: refOf('support', 'account', 'a'),
    product: refOf('support', 'model', 'platform'),
    status: 'ACTIVE',
    end: new Date('2027-01-04'),
    unit: 'UNLIMITED',
    totalUnits: undefined,
    ...change,
  }) as SupportEntitlementRecord

test('what may be used goes on; what is counted begins anew; what nobody pays for ends', () => {
  const made = renewEntitlements(
    [
      entitlement('plain'),
      entitlement('counted', {
        unit: 'CASES',
        totalUnits: '10',
        status: 'EXHAUSTED',
        end: new Date('2027-01-06'),
      }),
      entitlement('hours', { unit: 'HOURS', totalUnits: '5' }),
      entitlement('everything', { product: undefined }),
      entitlement('unsold', { product: refOf('support', 'model', 'analytics') }),
      entitlement('revoked', { status: 'REVOKED' }),
      entitlement('open', { end: undefined }),
      entitlement('longer', { end: new Date('2029-01-01') }),
    ],
    {
      lines: [
        { supportProductId: 'platform', quantity: '3' },
        { supportProductId: 'analytics', quantity: '0' },
      ] as never,
      startDate: '2027-01-04',
      endDate: '2028-01-04',
    },
  )
  assert.deepEqual(
    made.map(({ nativeId, startsOn, units }) => [nativeId, startsOn, units]),
    [
      ['plain', '2027-01-04', undefined],
      ['counted', '2027-01-06', '10'],
      ['hours', '2027-01-04', undefined],
      ['everything', '2027-01-04', undefined],
    ],
  )
})

test('a hold, a limit, a dispute, an overdue invoice and a contract that does not renew itself are a person’s decision', () => {
  const codeOf = (risks: object): string | undefined =>
    approvalForRenewal({
      contract: CONTRACT,
      customer: undefined,
      balance: undefined,
      subscription: undefined,
      isDisputed: false,
      total: usd(100),
      ...risks,
    } as RenewalRisks)?.code
  assert.equal(codeOf({}), undefined)
  assert.equal(codeOf({ customer: { creditHold: true } }), 'CREDIT_HOLD')
  const credit = { customer: { creditLimit: usd(150) }, balance: { receivable: usd(51), overdue: usd(0) } }
  assert.equal(codeOf(credit), 'CREDIT_HOLD')
  assert.equal(codeOf({ isDisputed: true, balance: { receivable: usd(1), overdue: usd(1) } }), 'DISPUTED')
  assert.equal(codeOf({ balance: { receivable: usd(1), overdue: usd(1) } }), 'OVERDUE')
  assert.equal(codeOf({ subscription: subscription({ status: 'PAST_DUE' }) }), 'OVERDUE')
  const renewal = { ...CONTRACT.renewal, autoRenew: false }
  assert.equal(codeOf({ contract: { ...CONTRACT, renewal } }), 'NO_AUTO_RENEWAL')
})
