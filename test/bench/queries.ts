/** A request body of the bench. `text(n)` is the same for every n, or another operation for each. */
export interface BenchQuery {
  name: 'detail' | 'list' | 'miss' | 'large'
  meaning: string
  text(n: number): string
}

const DETAIL = `id displayName legalName status domain billingEmail supportTier customerNumber currencyCode
  contacts(first: 5) { nodes { id name email roles } }
  contracts(first: 5) { nodes { id contractNumber status startDate endDate } }
  subscriptions(first: 5) { nodes { id status cancelAtPeriodEnd } }
  invoices(first: 10) { nodes { id invoiceNumber status postingStatus dueDate total { amount currencyCode } amountDue { amount currencyCode } } }
  payments(first: 5) { nodes { id status amount { amount currencyCode } method } }
  cases(first: 5) { nodes { id caseNumber subject status priority severity } }
  orders(first: 5) { nodes { id orderNumber status total { amount currencyCode } orderedAt } }`

const LIST =
  'id displayName status domain billingEmail supportTier customerNumber currencyCode creditHold paymentTerms { code netDays }'

const LINES =
  'id description quantity unitPrice { amount currencyCode } amount { amount currencyCode } taxAmount { amount currencyCode } servicePeriod { start end } proration'

/** Keeps texts of one length, so that their answers have one too. */
const numbered = (n: number): string => `a${String(n).padStart(8, '0')}`

export const QUERIES: readonly BenchQuery[] = [
  {
    name: 'detail',
    meaning: 'one customer with 40 records of four systems',
    text: () => `query Detail { customer(id: "customer-7") { ${DETAIL} } }`,
  },
  {
    name: 'list',
    meaning: '50 customers with fields of every system',
    text: () => `query List { customers(first: 50) { nodes { ${LIST} } } }`,
  },
  {
    name: 'miss',
    meaning: 'one customer, every operation new',
    text: (n) => `query Miss { customer(id: "customer-7") { ${numbered(n)}: id ${DETAIL} } }`,
  },
  {
    name: 'large',
    meaning: 'an answer of several megabytes',
    text: () =>
      `query Large { customers(first: 100) { nodes { ${LIST} invoices(first: 20) { nodes { id status total { amount currencyCode } lines(first: 10) { nodes { ${LINES} } } } } } } }`,
  },
]
