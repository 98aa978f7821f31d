/**
 * What events are derived from, by kind of record. Everything is JSON; instants are ISO 8601 text in UTC, so that texts
 * compare as instants do. Null: the vendor does not say.
 */

type Instant = string

/** Any record of a customer, whatever its system. */
export interface CustomerFacts {
  createdAt: Instant | null
  /** Canonical path → value, as far as this system knows it: `{ 'billingAddress.city': 'Berlin' }`. */
  fields: Readonly<Record<string, string | null>>
}

export interface CaseFacts {
  status: string
  severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4' | 'UNKNOWN' | null
  escalated: boolean
  openedAt: Instant
  escalatedAt: Instant | null
  resolvedAt: Instant | null
}

/** An invoice where it is collected. */
export interface InvoiceFacts {
  status: string
  createdAt: Instant
  paidAt: Instant | null
}

/** An invoice in the ledger. */
export interface PostingFacts {
  postingStatus: string
  /** For one that is seen for the first time: since when the ledger may have it. */
  postedAt: Instant | null
}

export interface PaymentFacts {
  status: string
  createdAt: Instant
  /** When the last attempt failed. */
  failedAt: Instant | null
  succeededAt: Instant | null
  /** Whether the vendor will try again by itself. */
  willRetry: boolean
}

export interface SubscriptionFacts {
  status: string
  createdAt: Instant
  /** Everything that is sold, in a stable order. */
  items: string
  periodStart: Instant | null
  periodEnd: Instant | null
}

export interface ContractFacts {
  status: string
  /** For one that is seen for the first time: since when it may be in force. */
  activatedAt: Instant | null
  /** `YYYY-MM-DD`. */
  startDate: string | null
  endDate: string | null
  /** Whether it continues another one. */
  isContinuation: boolean
}

export interface EntitlementFacts {
  status: string
  createdAt: Instant | null
}

/** What no event is derived from: that it changed is all there is to say. */
export type OtherFacts = Readonly<Record<string, never>>

export interface FactsOf {
  CUSTOMER: CustomerFacts
  CASE: CaseFacts
  INVOICE: InvoiceFacts
  POSTING: PostingFacts
  PAYMENT: PaymentFacts
  SUBSCRIPTION: SubscriptionFacts
  CONTRACT: ContractFacts
  ENTITLEMENT: EntitlementFacts
  OTHER: OtherFacts
}

export type ChangedKind = keyof FactsOf
