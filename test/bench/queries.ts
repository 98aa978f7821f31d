/** A request body of the bench. `text(n)` is the same for every n, or another operation for each. */
export interface BenchQuery {
  name: 'detail' | 'list' | 'miss' | 'large'
  meaning: string
  text(n: number): string
  /** The part of the first answer's length that every answer has at least. */
  leastPart: number
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

/** Fields that an operation of `miss` has or has not. */
const OPTIONAL =
  /\b(legalName|domain|billingEmail|supportTier|customerNumber|email|roles|startDate|endDate|dueDate|postingStatus|method|priority|severity|orderedAt)\b/g

/** A selection that leaves out a field for each bit of the number: other fields, not only another name, so no plan fits two. */
function without(selection: string, n: number): string {
  const seen: string[] = []
  return selection.replace(OPTIONAL, (field) => {
    if (!seen.includes(field)) seen.push(field)
    return (n >> seen.indexOf(field)) & 1 ? '' : field
  })
}

const missing = (n: number): string =>
  `query Miss { customer(id: "customer-7") { a${n}: id ${without(DETAIL, n)} } }`

export const QUERIES: readonly BenchQuery[] = [
  {
    name: 'detail',
    meaning: 'one customer with 40 records of four systems',
    text: () => `query Detail { customer(id: "customer-7") { ${DETAIL} } }`,
    leastPart: 1,
  },
  {
    name: 'list',
    meaning: '50 customers with fields of every system',
    text: () => `query List { customers(first: 50) { nodes { ${LIST} } } }`,
    leastPart: 1,
  },
  { name: 'miss', meaning: 'one customer, every operation new', text: missing, leastPart: 0.5 },
  {
    name: 'large',
    meaning: 'an answer of several megabytes',
    text: () =>
      `query Large { customers(first: 100) { nodes { ${LIST} invoices(first: 20) { nodes { id status total { amount currencyCode } lines(first: 10) { nodes { ${LINES} } } } } } } }`,
    leastPart: 1,
  },
]
