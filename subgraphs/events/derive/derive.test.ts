import assert from 'node:assert/strict'
import { test } from 'node:test'
import type {
  CaseFacts,
  ChangedKind,
  ContractFacts,
  CustomerFacts,
  EntitlementFacts,
  FactsOf,
  InvoiceFacts,
  PaymentFacts,
  PostingFacts,
  SubscriptionFacts,
} from '#shared/events/facts.ts'
import { deriveEvents, deriveGone } from './derive.ts'

const BEFORE = '2026-10-01T08:00:00.000Z'
const SINCE = '2026-11-01T00:00:00.000Z'
const AFTER = '2026-11-20T08:00:00.000Z'
const LATER = '2026-11-21T08:00:00.000Z'

type Row<Kind extends ChangedKind> = [
  title: string,
  previous: Partial<FactsOf[Kind]> | undefined,
  next: Partial<FactsOf[Kind]>,
  events: string[],
]

function table<Kind extends ChangedKind>(kind: Kind, base: FactsOf[Kind], rows: readonly Row<Kind>[]): void {
  for (const [title, previous, next, events] of rows) {
    test(`${kind.toLowerCase()}: ${title}`, () => {
      const derived = deriveEvents(kind, {
        previous: previous && { ...base, ...previous },
        next: { ...base, ...next },
        followedSince: SINCE,
      })
      assert.deepEqual(
        derived.map(({ type, occurredAt }) => (occurredAt ? `${type} ${occurredAt}` : type)),
        events,
      )
    })
  }
}

const supportCase: CaseFacts = {
  status: 'NEW',
  severity: 'SEV3',
  escalated: false,
  openedAt: BEFORE,
  escalatedAt: null,
  resolvedAt: null,
}
const escalated = { escalated: true, escalatedAt: AFTER }
table('CASE', supportCase, [
  ['an old case seen for the first time tells nothing', undefined, {}, []],
  ['an old one of the worst severity neither', undefined, { severity: 'SEV1' }, []],
  ['a new case is opened', undefined, { openedAt: AFTER }, [`CASE_OPENED ${AFTER}`]],
  [
    'a new case of severity 1 is opened and escalated',
    undefined,
    { openedAt: AFTER, severity: 'SEV1' },
    [`CASE_OPENED ${AFTER}`, `CASE_ESCALATED ${AFTER}`],
  ],
  ['an old case that was escalated lately is escalated', undefined, escalated, [`CASE_ESCALATED ${AFTER}`]],
  ['severity becomes the worst', {}, { severity: 'SEV1' }, ['CASE_ESCALATED']],
  ['severity stays the worst', { severity: 'SEV1' }, { severity: 'SEV1' }, []],
  ['severity goes back', { severity: 'SEV1' }, { severity: 'SEV3' }, []],
  ['a severity that nobody knows is none', {}, { severity: 'UNKNOWN' }, []],
  ['somebody escalates it', {}, escalated, [`CASE_ESCALATED ${AFTER}`]],
  ['the escalation goes on', escalated, escalated, []],
  ['it is escalated again', escalated, { ...escalated, escalatedAt: LATER }, [`CASE_ESCALATED ${LATER}`]],
  ['both at once are one escalation', {}, { ...escalated, severity: 'SEV1' }, [`CASE_ESCALATED ${AFTER}`]],
  ['it is resolved', {}, { status: 'RESOLVED', resolvedAt: AFTER }, [`CASE_RESOLVED ${AFTER}`]],
  ['resolved and then closed is resolved once', { status: 'RESOLVED' }, { status: 'CLOSED' }, []],
  ['a cancelled case is not resolved', {}, { status: 'CANCELLED' }, []],
  ['a case that was resolved before is no news', undefined, { status: 'CLOSED', resolvedAt: BEFORE }, []],
])

const invoice: InvoiceFacts = { status: 'OPEN', createdAt: BEFORE, paidAt: null }
table('INVOICE', invoice, [
  ['it is paid', {}, { status: 'PAID', paidAt: AFTER }, [`INVOICE_PAID ${AFTER}`]],
  ['it is paid by half', {}, { status: 'PARTIALLY_PAID' }, []],
  ['it was paid already', { status: 'PAID' }, { status: 'PAID', paidAt: AFTER }, []],
  ['first seen paid lately', undefined, { status: 'PAID', paidAt: AFTER }, [`INVOICE_PAID ${AFTER}`]],
  ['first seen paid long ago', undefined, { status: 'PAID', paidAt: BEFORE }, []],
  ['first seen paid nobody knows when', undefined, { status: 'PAID' }, []],
])

const posting: PostingFacts = { postingStatus: 'PENDING_APPROVAL', postedAt: null }
table('POSTING', posting, [
  ['it is posted', {}, { postingStatus: 'POSTED', postedAt: AFTER }, ['INVOICE_POSTED']],
  ['it stays posted', { postingStatus: 'POSTED' }, { postingStatus: 'POSTED' }, []],
  [
    'posted again after a reversal',
    { postingStatus: 'REVERSED' },
    { postingStatus: 'POSTED' },
    ['INVOICE_POSTED'],
  ],
  ['a state that nobody knows', {}, { postingStatus: 'UNKNOWN' }, []],
  ['first seen posted before', undefined, { postingStatus: 'POSTED', postedAt: BEFORE }, []],
  [
    'first seen posted lately',
    undefined,
    { postingStatus: 'POSTED', postedAt: AFTER },
    [`INVOICE_POSTED ${AFTER}`],
  ],
])

const payment: PaymentFacts = {
  status: 'PENDING',
  createdAt: BEFORE,
  failedAt: null,
  succeededAt: null,
  willRetry: true,
}
const failed = { status: 'FAILED', failedAt: AFTER }
table('PAYMENT', payment, [
  ['an attempt fails', {}, failed, [`PAYMENT_FAILED ${AFTER}`]],
  ['the same failure again', failed, failed, []],
  ['the next attempt fails, too', failed, { ...failed, failedAt: LATER }, [`PAYMENT_FAILED ${LATER}`]],
  [
    'it succeeds',
    failed,
    { ...failed, status: 'SUCCEEDED', succeededAt: LATER },
    [`PAYMENT_SUCCEEDED ${LATER}`],
  ],
  [
    'it failed and succeeded before anybody looked',
    {},
    { status: 'SUCCEEDED', failedAt: AFTER, succeededAt: LATER },
    [`PAYMENT_FAILED ${AFTER}`, `PAYMENT_SUCCEEDED ${LATER}`],
  ],
  ['it is refunded', { status: 'SUCCEEDED' }, { status: 'REFUNDED' }, []],
  ['first seen failed long ago', undefined, { status: 'FAILED', failedAt: BEFORE }, []],
  ['first seen failed lately', undefined, failed, [`PAYMENT_FAILED ${AFTER}`]],
])

const subscription: SubscriptionFacts = {
  status: 'ACTIVE',
  createdAt: BEFORE,
  items: 'price_1 x 2',
  periodStart: BEFORE,
  periodEnd: AFTER,
}
table('SUBSCRIPTION', subscription, [
  ['it begins', undefined, { createdAt: AFTER }, [`SUBSCRIPTION_CHANGED ${AFTER}`]],
  ['an old one is seen', undefined, {}, []],
  ['its status changes', {}, { status: 'PAST_DUE' }, ['SUBSCRIPTION_CHANGED']],
  ['its items change', {}, { items: 'price_1 x 3' }, ['SUBSCRIPTION_CHANGED']],
  ['its period changes', {}, { periodStart: AFTER, periodEnd: LATER }, ['SUBSCRIPTION_CHANGED']],
  ['nothing changes', {}, {}, []],
])

const contract: ContractFacts = {
  status: 'ACTIVATED',
  activatedAt: BEFORE,
  startDate: '2026-01-01',
  endDate: '2026-12-31',
  isContinuation: false,
}
table('CONTRACT', contract, [
  ['its end moves out', {}, { endDate: '2027-12-31' }, ['CONTRACT_RENEWED']],
  ['its end becomes open', {}, { endDate: null }, ['CONTRACT_RENEWED']],
  ['its end moves in', {}, { endDate: '2026-06-30' }, []],
  ['a draft becomes longer', { status: 'DRAFT' }, { status: 'DRAFT', endDate: '2027-12-31' }, []],
  ['it comes into force', { status: 'DRAFT' }, { activatedAt: AFTER }, []],
  [
    'one that continues another comes into force',
    { status: 'DRAFT', isContinuation: true },
    { isContinuation: true, activatedAt: AFTER },
    ['CONTRACT_RENEWED'],
  ],
  ['an old continuation is seen', undefined, { isContinuation: true }, []],
  [
    'a new continuation is seen',
    undefined,
    { isContinuation: true, activatedAt: AFTER },
    [`CONTRACT_RENEWED ${AFTER}`],
  ],
])

const entitlement: EntitlementFacts = { status: 'ACTIVE', createdAt: BEFORE }
table('ENTITLEMENT', entitlement, [
  ['granted', undefined, { createdAt: AFTER }, [`ENTITLEMENT_CHANGED ${AFTER}`]],
  ['seen', undefined, {}, []],
  ['used up', {}, { status: 'EXHAUSTED' }, ['ENTITLEMENT_CHANGED']],
  ['restored', { status: 'EXHAUSTED' }, {}, ['ENTITLEMENT_CHANGED']],
  ['unchanged', {}, {}, []],
])

const customer: CustomerFacts = { createdAt: BEFORE, fields: { displayName: 'Acme', supportTier: null } }
test('customer: the paths that changed are named, in order, and nothing counts as nothing', () => {
  const changed = { displayName: 'Acme Ltd', status: 'ACTIVE' }
  assert.deepEqual(
    deriveEvents('CUSTOMER', {
      previous: customer,
      next: { ...customer, fields: changed },
      followedSince: SINCE,
    }),
    [{ type: 'CUSTOMER_UPDATED', occurredAt: undefined, changedPaths: ['displayName', 'status'] }],
  )
})

test('customer: the first sight of one is no update', () => {
  assert.deepEqual(
    deriveEvents('CUSTOMER', { previous: undefined, next: customer, followedSince: SINCE }),
    [],
  )
})

test('payment: whether the vendor tries again is told with the failure', () => {
  const willRetryOf = (willRetry: boolean) =>
    deriveEvents('PAYMENT', {
      previous: payment,
      next: { ...payment, ...failed, willRetry },
      followedSince: SINCE,
    })[0]?.willRetry
  assert.deepEqual([willRetryOf(true), willRetryOf(false)], [true, false])
})

test('an entitlement that is gone has changed; other records leave without a word', () => {
  assert.deepEqual(
    deriveGone('ENTITLEMENT').map(({ type }) => type),
    ['ENTITLEMENT_CHANGED'],
  )
  assert.deepEqual(deriveGone('CASE'), [])
})
