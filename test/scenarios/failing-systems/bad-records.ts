import { netSuiteId, salesforceId, serviceNowSysId, stripeId } from '#demo-world/native-ids.ts'
import type { Edit, Step } from '#shared/emulator/edits.ts'
import type { Fault } from '#shared/emulator/faults.ts'
import { ERRORS, type ErrorCode } from '#shared/errors.ts'
import type { Vendor } from '../../support/world.ts'
import type { ToldError } from './expected.ts'

/** A part of what a system answers that is no use, and all that it may cost. */
export interface BadPart {
  vendor: Vendor
  title: string
  faults: readonly Fault[]
  /** Below the customer: `null` where the system's value is lost, another value where another system's stands there. */
  lost: Readonly<Record<string, unknown>>
  /** Paths below the customer that are told; the others of `lost` are told with them. */
  told: readonly string[]
  error: Omit<ToldError, 'path'>
  /** Calls to the system where they are more than when all is well. */
  calls?: number
}

type Name = { objectType: string; externalId: string }

const unreadable = (system: string, name: Name): BadPart['error'] => ({
  system,
  code: 'INVALID_RESPONSE',
  retryable: true,
  ...name,
})
const refused = (system: string, code: ErrorCode): BadPart['error'] => ({
  system,
  code,
  retryable: ERRORS[code].retryable,
})
const edited = (path: string, ...edits: Edit[]): Fault[] => [{ path, edits }]

// Salesforce: a row of a query, within a composite call.
const row = (...at: Step[]): Step[] => ['compositeResponse', '*', 'body', 'records', '*', ...at]
const failedPart = (referenceId: string): Edit => ({
  at: ['compositeResponse', { referenceId }],
  value: {
    referenceId,
    httpStatusCode: 503,
    httpHeaders: {},
    body: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'The server is too busy' }],
  },
})

const SALESFORCE: readonly Omit<BadPart, 'vendor'>[] = [
  {
    title: 'a contact with a number for an address',
    faults: edited('/services', {
      at: row('Contacts', 'records', { Name: 'Luis Herrera' }, 'Email'),
      value: 17,
    }),
    lost: { 'contacts.nodes.<Luis Herrera>': null },
    told: ['contacts.nodes.<Luis Herrera>'],
    error: unreadable('crm-salesforce', {
      objectType: 'Contact',
      externalId: salesforceId('003', 'acme-luis'),
    }),
  },
  {
    title: 'an opportunity with words for an amount',
    faults: edited('/services', { at: row('Opportunities', 'records', 0, 'Amount'), value: 'much' }),
    lost: { 'opportunities.nodes.<Alameda>': null },
    told: ['opportunities.nodes.<Alameda>'],
    error: unreadable('crm-salesforce', {
      objectType: 'Opportunity',
      externalId: salesforceId('006', 'acme-o2'),
    }),
  },
  {
    title: 'an account without a name',
    faults: edited('/services', {
      at: ['compositeResponse', { referenceId: 'query0' }, 'body', 'records', 0, 'Name'],
      value: null,
    }),
    lost: { status: null, accountOwner: null },
    told: ['status', 'accountOwner', 'legalName', 'billingAddress'],
    error: unreadable('crm-salesforce', { objectType: 'Account', externalId: salesforceId('001', 'acme') }),
  },
  {
    title: 'half a batch that fails',
    faults: edited('/services', failedPart('query1'), failedPart('query3')),
    lost: { contacts: null, opportunities: null },
    told: ['contacts', 'opportunities'],
    error: refused('crm-salesforce', 'SYSTEM_UNAVAILABLE'),
  },
  {
    title: 'orders that do not come along',
    faults: edited('/services', failedPart('query4')),
    lost: {},
    told: [],
    error: refused('crm-salesforce', 'SYSTEM_UNAVAILABLE'),
    calls: 3,
  },
]

const STRIPE: readonly Omit<BadPart, 'vendor'>[] = [
  {
    title: 'an invoice with words for a total',
    faults: edited('/v1/invoices', { at: ['data', { number: 'ACME-0005' }, 'total'], value: 'much' }),
    lost: { 'invoices.nodes.<ACME-0005>': null },
    told: ['invoices.nodes.<ACME-0005>'],
    error: unreadable('billing-stripe', { objectType: 'invoice', externalId: stripeId('in', 'acme-i5') }),
  },
  {
    title: 'a payment without a status',
    faults: edited('/v1/payment_intents', { at: ['data', 1, 'status'], value: null }),
    lost: { 'payments.nodes.1': null },
    told: ['payments.nodes.1'],
    error: unreadable('billing-stripe', {
      objectType: 'payment_intent',
      externalId: stripeId('pi', 'acme-i6-p1'),
    }),
  },
  {
    title: 'a subscription without items',
    faults: edited('/v1/customers', { at: ['subscriptions', 'data', 0, 'items'], value: [] }),
    lost: { 'subscriptions.nodes.0': null },
    told: ['subscriptions.nodes.0'],
    error: unreadable('billing-stripe', {
      objectType: 'subscription',
      externalId: stripeId('sub', 'acme-s2'),
    }),
  },
  {
    title: 'an entitlement without its feature',
    faults: edited('/v1/entitlements', {
      at: ['data', { lookup_key: 'audit-log' }, 'feature'],
      value: stripeId('feat', 'audit-log'),
    }),
    lost: { 'entitlements.nodes.<Audit log>': null },
    told: ['status', 'validFor', 'feature'].map((field) => `entitlements.nodes.<Audit log>.${field}`),
    error: unreadable('billing-stripe', {
      objectType: 'entitlements.active_entitlement',
      externalId: stripeId('ent', 'acme/audit-log'),
    }),
  },
  {
    title: 'half of its objects failing',
    faults: ['/v1/payment_intents', '/v1/invoices'].map((path) => ({ path, status: 500, body: 'oops' })),
    lost: { payments: null, invoices: null },
    told: ['payments', 'invoices'],
    error: refused('billing-stripe', 'SYSTEM_UNAVAILABLE'),
    calls: 6 + 2 * 2,
  },
]

// ServiceNow: an answer within a batch, in Base64.
const cell = (...at: Step[]): Step[] => ['serviced_requests', '*', 'body', 'result', ...at]
const failedItem = (id: string): Edit => ({
  at: ['serviced_requests', { id }],
  value: {
    id,
    status_code: 500,
    body: Buffer.from('{"error":{"message":"oops"},"status":"failure"}').toString('base64'),
    headers: [],
  },
})

const SERVICENOW: readonly Omit<BadPart, 'vendor'>[] = [
  {
    title: 'a case with a list for its time',
    faults: edited('/api/now', { at: cell({ number: 'CS0001001' }, 'opened_at'), value: ['soon'] }),
    lost: { 'cases.nodes.<CS0001001>': null },
    told: ['cases.nodes.<CS0001001>'],
    error: unreadable('support-servicenow', {
      objectType: 'sn_customerservice_case',
      externalId: serviceNowSysId('sn_customerservice_case', 'acme-k1'),
    }),
  },
  {
    title: 'an entitlement with a list for its state',
    faults: edited('/api/now', {
      at: cell({ entitlement_name: 'Enhancement hours' }, 'state'),
      value: ['active'],
    }),
    lost: { 'entitlements.nodes.<HOURS>': null },
    told: ['status', 'validFor', 'unit', 'totalUnits', 'remainingUnits', 'slaName'].map(
      (field) => `entitlements.nodes.<HOURS>.${field}`,
    ),
    error: unreadable('support-servicenow', {
      objectType: 'service_entitlement',
      externalId: serviceNowSysId('service_entitlement', 'acme-e2'),
    }),
  },
  {
    title: 'half a batch that fails',
    faults: edited('/api/now', failedItem('4')),
    lost: { cases: null },
    told: ['cases'],
    error: refused('support-servicenow', 'SYSTEM_UNAVAILABLE'),
  },
]

const LEDGER = 'invoices.nodes.<ACME-0005>'
const NETSUITE: readonly Omit<BadPart, 'vendor'>[] = [
  {
    title: 'a ledger invoice with words for a total',
    faults: edited('/services/rest/query', { at: ['items', { c2: 'INV-ACME-0005' }, 'c9'], value: 'much' }),
    lost: {
      [`${LEDGER}.postingStatus`]: null,
      [`${LEDGER}.postingPeriod`]: null,
      [`${LEDGER}.ledgerTotal`]: null,
      [`${LEDGER}.invoiceNumber`]: 'ACME-0005',
    },
    told: ['postingStatus', 'postingPeriod', 'ledgerTotal', 'invoiceNumber'].map(
      (field) => `${LEDGER}.${field}`,
    ),
    error: unreadable('erp-netsuite', {
      objectType: 'invoice',
      externalId: netSuiteId('invoice', 'acme-i5'),
    }),
  },
  {
    title: 'an order with a truth for a total',
    faults: edited('/services/rest/query', { at: ['items', { c3: 'SO10101' }, 'c6'], value: true }),
    lost: { 'orders.nodes.<SO10101>': null },
    told: ['orders.nodes.<SO10101>'],
    error: unreadable('erp-netsuite', {
      objectType: 'salesOrder',
      externalId: netSuiteId('salesOrder', 'acme-so1'),
    }),
  },
  {
    title: 'half a batch that fails',
    faults: [{ path: '/services/rest/query', bodyContains: "'SalesOrd'", status: 400, body: {} }],
    lost: { orders: null },
    told: ['orders'],
    error: refused('erp-netsuite', 'REJECTED_BY_SYSTEM'),
    // The statement of all, each part alone, and the ledger's.
    calls: 1 + 3 + 1,
  },
]

/** What each vendor may answer in part. */
export const BAD_PARTS: readonly BadPart[] = Object.entries({
  salesforce: SALESFORCE,
  stripe: STRIPE,
  servicenow: SERVICENOW,
  netsuite: NETSUITE,
}).flatMap(([vendor, parts]) => parts.map((part) => ({ ...part, vendor: vendor as Vendor })))
