/** A record of the bench: every field of every system that the queries ask for, the same for all contestants. */
export interface BenchRecord {
  __typename: string
  id: string
  [field: string]: unknown
}

const CUSTOMERS = 100

const money = (minorUnits: number) => ({
  amount: (minorUnits / 100).toFixed(2),
  currencyCode: 'EUR',
  exponent: 2,
  minorUnits: String(minorUnits),
})

const pick = <Item>(items: readonly [Item, ...Item[]], index: number): Item =>
  items[index % items.length] ?? items[0]

const several = <Item>(count: number, create: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => create(index))

const reference = (id: string) => ({ __typename: 'Customer', id })

function invoice(customerId: string, index: number): BenchRecord {
  const id = `${customerId}-invoice-${index}`
  return {
    __typename: 'Invoice',
    id,
    customer: reference(customerId),
    billingInvoiceNumber: `INV-${index}`,
    erpInvoiceNumber: `4711-${index}`,
    status: pick(['OPEN', 'PAID', 'PARTIALLY_PAID'], index),
    postingStatus: 'POSTED',
    issueDate: '2026-10-01',
    dueDate: '2026-10-31',
    total: money(119_000 + index),
    amountDue: money(index),
    lines: several(20, (line) => ({
      __typename: 'InvoiceLine',
      id: `${id}-${line}`,
      description: 'Platform, one seat for one month, billed in advance',
      quantity: '12.5',
      unitPrice: money(4_900),
      amount: money(61_250),
      taxAmount: money(11_637),
      servicePeriod: { start: '2026-10-01T00:00:00.000Z', end: '2026-11-01T00:00:00.000Z' },
      proration: false,
    })),
  }
}

/** Five records of each kind that a customer's screen shows, and twenty invoices. */
function customer(index: number): BenchRecord {
  const id = `customer-${index}`
  const of = (kind: string, each: (at: number) => Record<string, unknown>) =>
    several(5, (at) => ({
      __typename: kind,
      id: `${id}-${kind}-${at}`,
      customer: reference(id),
      ...each(at),
    }))
  return {
    __typename: 'Customer',
    id,
    displayName: `Customer ${index}`,
    crmLegalName: `Customer ${index} Limited`,
    billingLegalName: `Customer ${index} Ltd`,
    erpLegalName: index % 3 === 0 ? null : `Customer ${index} Ltd.`,
    status: 'ACTIVE',
    type: 'ORGANIZATION',
    domain: `customer-${index}.example`,
    accountOwner: 'Ada Example',
    billingEmail: `billing@customer-${index}.example`,
    supportTier: pick(['gold', 'silver'], index),
    customerNumber: `C${10_000 + index}`,
    currencyCode: 'EUR',
    paymentTerms: { code: 'NET30', netDays: 30, dueOnReceipt: false },
    creditHold: index % 7 === 0,
    contacts: of('Contact', (at) => ({
      name: `Person ${at}`,
      email: `p${at}@customer-${index}.example`,
      roles: ['PRIMARY'],
    })),
    contracts: of('Contract', (at) => ({
      contractNumber: `K-${at}`,
      status: 'ACTIVATED',
      startDate: '2026-01-01',
      endDate: null,
    })),
    subscriptions: of('BillingSubscription', () => ({
      status: 'ACTIVE',
      cancelAtPeriodEnd: false,
      collectionMethod: 'SEND_INVOICE',
    })),
    payments: of('Payment', (at) => ({
      status: 'SUCCEEDED',
      amount: money(119_000 + at),
      method: 'BANK_TRANSFER',
    })),
    cases: of('Case', (at) => ({
      caseNumber: `CS${at}`,
      subject: `Question ${at}`,
      status: 'NEW',
      priority: 'HIGH',
      severity: 'SEV2',
      escalated: false,
    })),
    orders: of('Order', (at) => ({
      orderNumber: `SO-${at}`,
      status: 'BILLED',
      total: money(50_000 + at),
      orderedAt: '2026-09-01T00:00:00.000Z',
    })),
    invoices: several(20, (at) => invoice(id, at)),
  }
}

/** The customers in the order in which lists show them. */
export const customers: readonly BenchRecord[] = several(CUSTOMERS, customer)

const OWNED = ['contacts', 'contracts', 'subscriptions', 'payments', 'cases', 'orders', 'invoices']

const recordsById = new Map(
  customers.flatMap((each) => {
    const owned = OWNED.flatMap((field) => each[field] as BenchRecord[])
    return [each, ...owned].map((record) => [record.id, record] as const)
  }),
)

export const findRecord = (id: string): BenchRecord | undefined => recordsById.get(id)
