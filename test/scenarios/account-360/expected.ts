import { netSuiteId, salesforceId, serviceNowSysId, stripeId } from '#demo-world/native-ids.ts'
import type { Days } from '../../support/days.ts'

const usd = (amount: string) => ({ amount, currencyCode: 'USD' })

/** What the four systems together say of Acme Industries, without ids that are minted by chance. */
export function expectedAcme(days: Days) {
  const { day, midnight, monthsAfter, period } = days
  return {
    displayName: 'Acme Industries',
    legalName: 'Acme Industries, Inc.',
    status: 'ACTIVE',
    accountOwner: 'Dana Whitfield',
    supportTier: 'Platinum',
    billingEmail: 'ap@acme-industries.com',
    creditLimit: usd('250000.00'),
    creditHold: false,
    paymentTerms: { code: 'NET30', netDays: 30 },
    billingAddress: {
      line1: '500 Market Street',
      city: 'San Francisco',
      region: 'CA',
      postalCode: '94105',
      countryCode: 'US',
    },
    accountBalance: { receivable: usd('9742.50'), overdue: usd('0.00') },
    contacts: {
      nodes: [
        { name: 'Mei Tanaka', email: 'mei.tanaka@acme-industries.com', roles: ['TECHNICAL', 'SUPPORT'] },
        { name: 'Luis Herrera', email: 'ap@acme-industries.com', roles: ['BILLING'] },
        { name: 'Jane Okafor', email: 'jane.okafor@acme-industries.com', roles: ['PRIMARY', 'SIGNATORY'] },
      ],
    },
    contracts: {
      nodes: [
        {
          contractNumber: '00000102',
          status: 'ACTIVATED',
          startDate: day(-185),
          endDate: monthsAfter(-185, 12, 1),
          totalContractValue: usd('163800.00'),
          renewal: { autoRenew: true, renewalDate: monthsAfter(-185, 12), noticeDays: 60 },
        },
      ],
    },
    opportunities: {
      nodes: [
        {
          name: 'Acme: analytics for the Alameda plant',
          stage: 'Proposal/Price Quote',
          won: null,
          amount: usd('2700.00'),
        },
        { name: 'Acme: platform renewal', stage: 'Closed Won', won: true, amount: usd('21900.00') },
      ],
    },
    subscriptions: {
      nodes: [
        {
          status: 'ACTIVE',
          currentPeriod: { start: midnight(-185), end: `${monthsAfter(-185, 12)}T00:00:00.000Z` },
          mrr: usd('750.00'),
          items: [
            {
              quantity: '1',
              price: { unitAmount: usd('9000.00'), product: { name: 'Premium Support', sku: 'NW-SUP-P' } },
            },
          ],
        },
        {
          status: 'ACTIVE',
          currentPeriod: { start: midnight(-12), end: `${monthsAfter(-12, 1)}T00:00:00.000Z` },
          mrr: usd('12900.00'),
          items: [
            {
              quantity: '10',
              price: { unitAmount: usd('1200.00'), product: { name: 'Northwind Platform', sku: 'NW-PLAT' } },
            },
            {
              quantity: '2',
              price: { unitAmount: usd('450.00'), product: { name: 'Northwind Analytics', sku: 'NW-ANLY' } },
            },
          ],
        },
      ],
    },
    invoices: {
      nodes: [
        {
          invoiceNumber: 'INV-ACME-0007',
          status: 'PARTIALLY_PAID',
          issueDate: day(-10),
          dueDate: day(20),
          total: usd('9742.50'),
          amountDue: usd('6742.50'),
          postingStatus: 'POSTED',
          postingPeriod: period(-9),
          ledgerTotal: { transaction: usd('9742.50') },
        },
        ...[6, 5, 4, 3].map((number) => paidInvoice(number, days)),
      ],
    },
    payments: {
      nodes: [
        { status: 'SUCCEEDED', method: 'BANK_TRANSFER', amount: usd('3000.00'), receivedAt: midnight(-2) },
        ...[-3, -33, -63, -93].map((offset) => ({
          status: 'SUCCEEDED',
          method: 'BANK_TRANSFER',
          amount: usd('13964.25'),
          receivedAt: midnight(offset),
        })),
      ],
    },
    orders: {
      nodes: [
        { orderNumber: 'SO10101', status: 'BILLED', purchaseOrderNumber: 'PO-77120', total: usd('21900.00') },
      ],
    },
    cases: {
      nodes: [
        {
          caseNumber: 'CS0001001',
          subject: 'Exports are slow after the update',
          status: 'IN_PROGRESS',
          priority: 'NORMAL',
          severity: 'SEV3',
          openedAt: `${day(-4)}T09:00:00.000Z`,
        },
        {
          caseNumber: 'CS0001002',
          subject: 'Question about audit log retention',
          status: 'CLOSED',
          priority: 'LOW',
          severity: 'SEV4',
          openedAt: `${day(-60)}T09:00:00.000Z`,
        },
      ],
    },
  }
}

/** The monthly invoices: number 6 is a month old, each before it a month older. */
function paidInvoice(number: number, { day, period }: Days) {
  const issued = -30 * (7 - number)
  return {
    invoiceNumber: `INV-ACME-000${number}`,
    status: 'PAID',
    issueDate: day(issued),
    dueDate: day(issued + 30),
    total: usd('13964.25'),
    amountDue: usd('0.00'),
    postingStatus: 'POSTED',
    postingPeriod: period(issued + 1),
    ledgerTotal: { transaction: usd('13964.25') },
  }
}

/** The records that stand for Acme, by domain. */
export const EXPECTED_REFS = {
  BILLING: { objectType: 'customer', externalId: stripeId('cus', 'acme') },
  CRM: { objectType: 'Account', externalId: salesforceId('001', 'acme') },
  ERP: { objectType: 'customer', externalId: netSuiteId('customer', 'acme') },
  SUPPORT: { objectType: 'customer_account', externalId: serviceNowSysId('customer_account', 'acme') },
}

/** What Acme is entitled to, in no order. */
export const EXPECTED_ENTITLEMENTS = [
  'API access',
  'Audit log',
  'Business hours',
  'Platinum 24x7',
  'Premium support',
  'Seats',
  'Single sign-on',
]
