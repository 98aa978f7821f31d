/** All that the steps of customerUpsert need, read and checked before the first write. JSON. */
export interface UpsertFacts {
  /** Canonical. */
  customerId: string
  /** One for each system that changes, those whose word counts first. */
  changes: CustomerChange[]
}

export interface CustomerChange {
  domain: WritableDomain
  connectionId: string
  nativeId: string
  /** Of the changed fields alone. */
  before: CustomerFields
  after: CustomerFields
}

export const WRITABLE_DOMAINS = ['CRM', 'BILLING', 'ERP'] as const
export type WritableDomain = (typeof WRITABLE_DOMAINS)[number]

export const CUSTOMER_FIELDS = ['displayName', 'legalName', 'billingAddress', 'paymentTermsCode'] as const
export type CustomerField = (typeof CUSTOMER_FIELDS)[number]

/** Null: the system has none. */
export interface CustomerFields {
  displayName?: string | null
  legalName?: string | null
  billingAddress?: KeptAddress | null
  paymentTermsCode?: string | null
}

/** Empty text: that part is not there. */
export interface KeptAddress {
  line1: string
  line2: string
  city: string
  region: string
  postalCode: string
  countryCode: string
}
