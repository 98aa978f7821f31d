import type { NativeRef } from '#shared/crosswalk.ts'
import type { EntityType } from '#shared/global-id.ts'
import type { SourceRead } from '#shared/provenance.ts'
import type { BusinessUnitRecord } from './business-units.ts'
import type { StoredLink } from './link-store.ts'
import type { CustomerRow } from './customers.ts'

// What the resolvers of each schema type get as their parent: an id, and the candidates that the domains handed in with
// the representation. A candidate is absent when nobody asked for it, and null when its system has nothing or failed.

type Given<Value> = Value | null | undefined

/** The reads of one operation, by the domain that made them. */
export interface Reads {
  crmReads?: Given<readonly SourceRead[]>
  billingReads?: Given<readonly SourceRead[]>
  supportReads?: Given<readonly SourceRead[]>
  erpReads?: Given<readonly SourceRead[]>
}

export interface EntitlementRefMapper {
  id: string
  start?: Given<string | Date>
  end?: Given<string | Date>
}

export interface EntitlementRefs {
  supportEntitlementRefs?: Given<readonly EntitlementRefMapper[]>
  featureEntitlementRefs?: Given<readonly EntitlementRefMapper[]>
}

export interface AddressMapper {
  line1?: Given<string>
  line2?: Given<string>
  city?: Given<string>
  region?: Given<string>
  postalCode?: Given<string>
  countryCode?: Given<string>
}

export interface TaxIdentifierMapper {
  scheme: string
  value: string
  verified?: Given<boolean>
}

export interface CustomFieldMapper {
  key: string
  type: string
  value?: unknown
  system: SystemInstanceMapper
  sourceField: string
}

export interface RenewalTermsMapper {
  autoRenew: boolean
  noticeDays?: Given<number>
  renewalDate?: Given<string>
  upliftPercent?: Given<string>
  termMonths?: Given<number>
}

export interface SystemInstanceMapper {
  id: string
}

export interface CustomerMapper extends Reads, EntitlementRefs {
  id: string
  /** There when the customer comes from a list; loaded when asked for otherwise. */
  row?: CustomerRow
  crmLegalName?: Given<string>
  erpLegalName?: Given<string>
  billingLegalName?: Given<string>
  erpTaxIdentifiers?: Given<TaxIdentifierMapper[]>
  billingTaxIdentifiers?: Given<TaxIdentifierMapper[]>
  crmBillingAddress?: Given<AddressMapper>
  billingBillingAddress?: Given<AddressMapper>
  erpBillingAddress?: Given<AddressMapper>
  crmCustomFields?: Given<readonly CustomFieldMapper[]>
  billingCustomFields?: Given<readonly CustomFieldMapper[]>
  supportCustomFields?: Given<readonly CustomFieldMapper[]>
  erpCustomFields?: Given<readonly CustomFieldMapper[]>
}

export interface ContractMapper extends Reads, EntitlementRefs {
  id: string
  customer?: Given<{ id: string }>
  crmRenewal?: Given<RenewalTermsMapper>
  billingRenewal?: Given<RenewalTermsMapper>
}

export interface InvoiceMapper extends Reads {
  id: string
  customer?: Given<{ id: string }>
  erpInvoiceNumber?: Given<string>
  billingInvoiceNumber?: Given<string>
}

export interface ProductMapper extends Reads {
  id: string
  crmName?: Given<string>
  billingName?: Given<string>
  erpTaxCode?: Given<string>
  billingTaxCode?: Given<string>
}

/** Types of which the crosswalk adds links and provenance only. */
export interface LinkedThing extends Reads {
  id: string
}
export type ContactMapper = LinkedThing
export type OrderMapper = LinkedThing
export type BillingSubscriptionMapper = LinkedThing
export type PaymentMapper = LinkedThing
export type CaseMapper = LinkedThing
export type OpportunityMapper = LinkedThing
export type SupportEntitlementMapper = LinkedThing
export type FeatureEntitlementMapper = LinkedThing
export type LegalEntityMapper = LinkedThing
export type CreditNoteMapper = LinkedThing
export type QuoteMapper = LinkedThing

export interface AccountBalanceMapper extends Reads {
  customerId: string
}

export interface CaseCommercialContextMapper extends EntitlementRefs {
  caseId: string
  customerId: string
}

export interface DomainEvidence {
  grants?: Given<boolean>
  inGrace: boolean
  reasons: readonly Reason[]
}
type Reason =
  | 'NO_CONTRACT'
  | 'CONTRACT_EXPIRED'
  | 'NOT_COVERED'
  | 'UNITS_EXHAUSTED'
  | 'ACCOUNT_OVERDUE'
  | 'CREDIT_HOLD'
  | 'CHANNEL_NOT_ALLOWED'
  | 'OUTSIDE_BUSINESS_HOURS'
  | 'SOURCE_UNAVAILABLE'

export interface EntitlementCheckMapper extends Reads {
  customerId: string
  productId?: Given<string>
  featureKey?: Given<string>
  channel?: Given<'EMAIL' | 'PHONE' | 'CHAT' | 'WEB' | 'API' | 'UNKNOWN'>
  crmEvidence?: Given<DomainEvidence>
  billingEvidence?: Given<DomainEvidence>
  supportEvidence?: Given<DomainEvidence>
  erpEvidence?: Given<DomainEvidence>
}

export type BusinessUnitMapper = BusinessUnitRecord

/** A native record; its link is loaded when somebody asks for it. */
export interface ExternalRefMapper {
  ref: NativeRef
  /** Undefined: a record that is only named, whose link is not looked for. */
  type: EntityType | undefined
  link?: StoredLink
}

export interface FieldProvenanceMapper {
  read: SourceRead
  /** What the read is about, where that is one type. */
  type: EntityType | undefined
  isSystemOfRecord: boolean
}
