/** All that the steps of customerUpsert need, read and checked before the first write. JSON. */
export interface UpsertFacts {
  /** Canonical; undefined: the customer is made, and gets its id then. */
  customerId?: string | undefined
  /** What a customer that is made is known by. */
  newCustomer?: NewCustomerFacts | undefined
  /** One for each system that changes, those whose word counts first. */
  changes: CustomerChange[]
}

export interface CustomerChange {
  domain: WritableDomain
  connectionId: string
  /** Undefined: the record is made. */
  nativeId?: string | undefined
  /** Of the changed fields alone. */
  before: CustomerFields
  after: CustomerFields
}

export interface NewCustomerFacts {
  domain?: string | undefined
  taxId?: string | undefined
  /** The same, with its register: as finance needs it. */
  taxIdentifiers: { scheme: string; value: string }[]
  businessUnitKey?: string | undefined
  billingEmail?: string | undefined
  /** Customers that it would have been, were they not gone. Canonical. */
  goneIds: string[]
  /** Where the ERP is to have it. */
  erp?: { legalEntityNativeId: string; currencyCode: string } | undefined
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
