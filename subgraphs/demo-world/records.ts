// What the demo world is made of. All amounts are decimal text in the company's currency; days are counted from the day that
// the world is made.

export type DemoSystem = 'CRM' | 'BILLING' | 'SUPPORT' | 'ERP'

export interface DemoBusinessUnit {
  key: string
  name: string
  region: string
}

export interface DemoLegalEntity {
  key: string
  name: string
  countryCode: string
  currencyCode: string
  taxRegistration: string
  businessUnitKey: string
}

export interface DemoProduct {
  key: string
  sku: string
  name: string
  kind: 'SUBSCRIPTION' | 'ONE_TIME' | 'USAGE' | 'SERVICE' | 'BUNDLE'
  taxCode: string
  revenueRule: string
  /** Revenue account number in the ledger. */
  revenueAccount: string
  /** Price of one unit by currency, per `interval` where there is one. */
  prices: Readonly<Record<string, string>>
  interval: 'month' | 'year' | undefined
  featureKeys: readonly string[]
}

export interface DemoFeature {
  key: string
  name: string
  kind: 'SWITCH' | 'QUANTITY'
  unit: string | undefined
}

export interface DemoPeriod {
  /** The ERP's name: `Nov 2026`. */
  name: string
  startDate: string
  endDate: string
  closed: boolean
}

export interface DemoAddress {
  line1: string
  city: string
  region: string | undefined
  postalCode: string
  countryCode: string
}

/** How one system knows the company. */
export interface DemoPresence {
  /** As this system spells it; the company's own name when absent. */
  name?: string
  /** False: this system has no tax number. */
  hasTaxId?: boolean
  /** False: this system has no web domain or e-mail of the company's domain. */
  hasDomain?: boolean
  /** The systems whose record of the company this system's record names by its native id. */
  names: readonly DemoSystem[]
  /** More records for the same company in this system: a duplicate to be found. */
  duplicates?: readonly { key: string; name: string }[]
}

export interface DemoCompany {
  /** Stable slug; every native id is derived from it. */
  key: string
  name: string
  legalName: string
  domain: string
  taxId: { scheme: 'us_ein' | 'eu_vat' | 'gb_vat' | 'jp_trn' | 'au_abn' | 'is_vat'; value: string }
  status: 'PROSPECT' | 'ACTIVE' | 'CHURNED'
  currencyCode: string
  businessUnitKey: string
  legalEntityKey: string
  parentKey: string | undefined
  address: DemoAddress
  shippingAddress: DemoAddress | undefined
  phone: string
  accountOwner: string
  supportTier: 'Standard' | 'Premium' | 'Platinum'
  paymentTerms: { code: 'NET15' | 'NET30' | 'NET60' | 'DUE_ON_RECEIPT'; netDays: number }
  creditLimit: string | undefined
  creditHold: boolean
  presence: Readonly<Partial<Record<DemoSystem, DemoPresence>>>
  contacts: readonly DemoContact[]
  opportunities: readonly DemoOpportunity[]
  quotes: readonly DemoQuote[]
  contracts: readonly DemoContract[]
  subscriptions: readonly DemoSubscription[]
  orders: readonly DemoOrder[]
  invoices: readonly DemoInvoice[]
  entitlements: readonly DemoEntitlement[]
  cases: readonly DemoCase[]
}

export interface DemoContact {
  key: string
  firstName: string
  lastName: string
  email: string
  phone: string
  title: string
  roles: readonly ('PRIMARY' | 'BILLING' | 'TECHNICAL' | 'SUPPORT' | 'SIGNATORY')[]
}

export interface DemoLine {
  key: string
  productKey: string
  quantity: string
  unitPrice: string
}

export interface DemoOpportunity {
  key: string
  name: string
  stage: 'Prospecting' | 'Proposal/Price Quote' | 'Negotiation/Review' | 'Closed Won' | 'Closed Lost'
  closeInDays: number
  lines: readonly DemoLine[]
  quoteKey: string | undefined
  contractKey: string | undefined
  /** Whom the bill goes to, when the service begins and for how long: agreed for deals that are about to be delivered. */
  billToContactKey?: string
  startInDays?: number
  termMonths?: number
}

export interface DemoQuote {
  key: string
  number: string
  status: 'DRAFT' | 'IN_REVIEW' | 'APPROVED' | 'PRESENTED' | 'ACCEPTED' | 'REJECTED'
  expiresInDays: number
  opportunityKey: string
  purchaseOrderNumber: string | undefined
  lines: readonly DemoLine[]
}

export interface DemoContract {
  key: string
  number: string
  name: string
  status: 'DRAFT' | 'IN_APPROVAL' | 'ACTIVATED' | 'EXPIRED' | 'TERMINATED'
  /** Day 0 is today; negative is past. */
  startInDays: number
  termMonths: number
  lines: readonly DemoLine[]
  autoRenew: boolean
  noticeDays: number
  upliftPercent: string
  renewedFromKey: string | undefined
}

export interface DemoSubscription {
  key: string
  contractKey: string | undefined
  status: 'ACTIVE' | 'PAST_DUE' | 'TRIALING' | 'CANCELLED' | 'PAUSED'
  startedInDays: number
  /** Days into the running period. */
  periodStartedInDays: number
  interval: 'month' | 'year'
  cancelAtPeriodEnd: boolean
  collectionMethod: 'CHARGE_AUTOMATICALLY' | 'SEND_INVOICE'
  lines: readonly DemoLine[]
}

export interface DemoOrder {
  key: string
  number: string
  status: 'PENDING' | 'IN_PROGRESS' | 'PARTIAL' | 'BILLED' | 'CANCELLED'
  contractKey: string | undefined
  quoteKey: string | undefined
  purchaseOrderNumber: string | undefined
  orderedInDays: number
  lines: readonly DemoLine[]
}

export interface DemoInvoice {
  key: string
  /** Billing's number. */
  number: string
  status: 'DRAFT' | 'OPEN' | 'PAID' | 'VOID' | 'UNCOLLECTIBLE'
  subscriptionKey: string | undefined
  contractKey: string | undefined
  issuedInDays: number
  dueInDays: number
  lines: readonly (DemoLine & { description: string; proration: boolean })[]
  /** Percent, applied to the sum of the lines and rounded half up to the currency's digits. */
  taxPercent: string
  /** Part of an open invoice that is already paid; an invoice that is PAID is paid in full. */
  amountPaid: string
  payments: readonly DemoPayment[]
  /** The ledger's side; undefined: the ERP does not know the invoice. */
  ledger: DemoLedgerInvoice | undefined
}

export interface DemoPayment {
  key: string
  status: 'SUCCEEDED' | 'FAILED' | 'PENDING' | 'REFUNDED' | 'PARTIALLY_REFUNDED'
  method: 'CARD' | 'DIRECT_DEBIT' | 'BANK_TRANSFER'
  amount: string
  receivedInDays: number
  failureCode: 'card_declined' | 'expired_card' | 'insufficient_funds' | undefined
  attempt: number
  nextAttemptInDays: number | undefined
  refund: string | undefined
  /** Whether the ERP has applied the cash. */
  applied: boolean
}

export interface DemoLedgerInvoice {
  number: string
  status: 'POSTED' | 'PENDING_APPROVAL' | 'REVERSED'
  postedInDays: number
  orderKey: string | undefined
  /** The ledger's total where it differs from billing's: a mismatch to be found. */
  total: string | undefined
  /** Units of the legal entity's currency for one of the invoice's. */
  exchangeRate: string
  creditNote: { key: string; number: string; amount: string; reason: string } | undefined
}

export interface DemoEntitlement {
  key: string
  name: string
  contractKey: string | undefined
  productKey: string | undefined
  status: 'ACTIVE' | 'EXPIRED' | 'SUSPENDED' | 'PENDING'
  startInDays: number
  endInDays: number | undefined
  unit: 'UNLIMITED' | 'CASES' | 'HOURS'
  totalUnits: number | undefined
  usedUnits: number
  slaName: string
  channels: readonly ('EMAIL' | 'PHONE' | 'CHAT' | 'WEB')[]
}

export interface DemoCase {
  key: string
  number: string
  subject: string
  description: string
  status: 'NEW' | 'IN_PROGRESS' | 'WAITING_ON_CUSTOMER' | 'RESOLVED' | 'CLOSED'
  priority: 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT'
  severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4'
  escalated: boolean
  channel: 'EMAIL' | 'PHONE' | 'CHAT' | 'WEB'
  openedInDays: number
  resolvedInDays: number | undefined
  contactKey: string | undefined
  productKey: string | undefined
  entitlementKey: string | undefined
  contractKey: string | undefined
}
