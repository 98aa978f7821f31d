import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import type { IdentitySource } from '#shared/crosswalk.ts'
import type { WeftError } from '#shared/errors.ts'
import type { Money } from '#shared/money.ts'
import type { Page } from '#shared/page.ts'
import type { FieldSources, RecordSource } from '#shared/provenance.ts'

/**
 * What Weft needs from a CRM. Records are canonical; their links to other records are native ids of the same connection.
 *
 * All reads are batched. Answers stand in the order asked, with the same length. A key that cannot be answered is
 * `undefined` (no such record) or a WeftError of its own; only a failure of the whole call rejects. Reads that are asked
 * in the same turn of the event loop, by the same operation, should share as few calls to the vendor as its API allows.
 */
export interface CrmProvider {
  readonly connection: Connection
  /** The vendor's word for each kind of record: with the native id it names a record in the crosswalk. */
  readonly objectTypes: Readonly<Record<CrmEntity, string>>
  /** Accounts and products, page by page, for matching. */
  readonly identities: IdentitySource
  /** Circuit and budget of the connection, known without a call. */
  health(): SystemHealth

  getCustomers(ids: readonly string[], call: CallContext): Promise<Answer<CustomerRecord>[]>
  getContacts(ids: readonly string[], call: CallContext): Promise<Answer<ContactRecord>[]>
  getContracts(ids: readonly string[], call: CallContext): Promise<Answer<ContractRecord>[]>
  getOpportunities(ids: readonly string[], call: CallContext): Promise<Answer<OpportunityRecord>[]>
  getQuotes(ids: readonly string[], call: CallContext): Promise<Answer<QuoteRecord>[]>
  getProducts(ids: readonly string[], call: CallContext): Promise<Answer<ProductRecord>[]>
  /** The CRM's side of sales orders, by the ids that the ERP gave them. */
  getOrdersByErpId(erpIds: readonly string[], call: CallContext): Promise<Answer<OrderRecord>[]>

  /** One page for each request; newest first (`compareNewestFirst`). A customer with many records delays nobody else's page. */
  listContacts(requests: readonly ListRequest[], call: CallContext): Promise<Answer<Page<ContactRecord>>[]>
  listContracts(
    requests: readonly ContractListRequest[],
    call: CallContext,
  ): Promise<Answer<Page<ContractRecord>>[]>
  listOpportunities(
    requests: readonly OpportunityListRequest[],
    call: CallContext,
  ): Promise<Answer<Page<OpportunityRecord>>[]>
  listQuotes(requests: readonly QuoteListRequest[], call: CallContext): Promise<Answer<Page<QuoteRecord>>[]>

  /** Every line of each contract, in the contract's own order; an empty list when it has none. */
  getContractLines(contractIds: readonly string[], call: CallContext): Promise<Answer<ContractLineRecord[]>[]>
  getOpportunityLines(
    opportunityIds: readonly string[],
    call: CallContext,
  ): Promise<Answer<SaleLineRecord[]>[]>
  getQuoteLines(quoteIds: readonly string[], call: CallContext): Promise<Answer<SaleLineRecord[]>[]>
  /** The id of the newest contract that renews each contract. */
  getRenewalIds(contractIds: readonly string[], call: CallContext): Promise<Answer<string>[]>

  /** Lets running calls end and gives up its connections. */
  close(): Promise<void>
}

/** The kinds of record that the graph knows by an id and a CRM holds. Orders are the ERP's. */
export type CrmEntity = 'Customer' | 'Contact' | 'Contract' | 'Opportunity' | 'Quote' | 'Product'

export type Answer<Value> = Value | WeftError | undefined

/** Where a record stands in a list: when it was made, then its id. Neither ever changes, so a cursor never skips a record. */
export interface Position {
  /** ISO 8601 with milliseconds, UTC. */
  createdAt: string
  nativeId: string
}

/** Newest first; the order of every list. */
export function compareNewestFirst(one: Position, other: Position): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? 1 : -1
  return one.nativeId < other.nativeId ? 1 : -1
}

export interface ListRequest {
  /** Native id. */
  customerId: string
  first: number
  /** The record after which the page begins. */
  after: Position | undefined
}

export interface ContractListRequest extends ListRequest {
  /** Any of these; every contract when undefined. */
  statuses: readonly ContractStatus[] | undefined
}

export interface OpportunityListRequest extends ListRequest {
  /** True: closed won. False: closed lost. Undefined: every one, the open ones too. */
  won: boolean | undefined
}

export interface QuoteListRequest extends ListRequest {
  statuses: readonly QuoteStatus[] | undefined
}

export type CustomerStatus = 'PROSPECT' | 'ACTIVE' | 'SUSPENDED' | 'CHURNED' | 'UNKNOWN'
export type CustomerType = 'ORGANIZATION' | 'INDIVIDUAL' | 'UNKNOWN'
export type ContactRole = 'PRIMARY' | 'BILLING' | 'TECHNICAL' | 'SUPPORT' | 'SIGNATORY' | 'UNKNOWN'
export type ContractStatus =
  | 'DRAFT'
  | 'IN_APPROVAL'
  | 'ACTIVATED'
  | 'SUSPENDED'
  | 'EXPIRED'
  | 'TERMINATED'
  | 'SUPERSEDED'
  | 'UNKNOWN'
export type QuoteStatus =
  | 'DRAFT'
  | 'IN_REVIEW'
  | 'APPROVED'
  | 'PRESENTED'
  | 'ACCEPTED'
  | 'REJECTED'
  | 'EXPIRED'
  | 'UNKNOWN'

export interface CanonicalRecord {
  source: RecordSource
  /** Which native field each canonical field was read from. */
  fieldSources: FieldSources
}

/** A record that stands in a list. */
export interface ListedRecord extends CanonicalRecord {
  createdAt: string
}

export interface PostalAddress {
  line1: string | undefined
  line2: string | undefined
  city: string | undefined
  region: string | undefined
  postalCode: string | undefined
  /** ISO 3166-1 alpha-2, undefined when the CRM holds only a name. */
  countryCode: string | undefined
}

/** A field outside the canonical model that the connection's configuration asks for. */
export interface CustomFieldRecord {
  key: string
  type: string
  value: unknown
  /** `Account.Industry` */
  sourceField: string
}

export interface CustomerRecord extends CanonicalRecord {
  name: string
  legalName: string | undefined
  status: CustomerStatus
  type: CustomerType
  parentId: string | undefined
  /** `acme.com` */
  domain: string | undefined
  billingAddress: PostalAddress | undefined
  shippingAddress: PostalAddress | undefined
  accountOwner: string | undefined
  customFields: CustomFieldRecord[]
}

export interface ContactRecord extends ListedRecord {
  customerId: string | undefined
  name: string
  email: string | undefined
  phone: string | undefined
  roles: ContactRole[]
}

export interface ContractRecord extends ListedRecord {
  customerId: string | undefined
  contractNumber: string
  name: string | undefined
  status: ContractStatus
  /** Calendar day. A draft without one has the day on which it was made. */
  startDate: string
  /** The last day; undefined: evergreen. */
  endDate: string | undefined
  termMonths: number | undefined
  totalContractValue: Money | undefined
  annualContractValue: Money | undefined
  amendsId: string | undefined
  renewedFromId: string | undefined
  /** Undefined when the CRM does not say whether the contract renews itself. */
  renewal: RenewalRecord | undefined
  customFields: CustomFieldRecord[]
}

export interface RenewalRecord {
  autoRenew: boolean
  noticeDays: number | undefined
  /** The first day after the term. */
  renewalDate: string | undefined
  /** Base-10 text. */
  upliftPercent: string | undefined
  termMonths: number | undefined
}

export interface ContractLineRecord {
  nativeId: string
  productId: string | undefined
  /** Base-10 text. */
  quantity: string
  unitPrice: Money
  /** Half-open, midnights UTC: the end is the day after the last. */
  term: { start: Date | undefined; end: Date | undefined }
  /** The whole term, after discounts. */
  netAmount: Money
  renewable: boolean
}

export interface OpportunityRecord extends ListedRecord {
  customerId: string | undefined
  name: string
  /** The stage's label. */
  stage: string
  amount: Money | undefined
  closeDate: string | undefined
  won: boolean | undefined
  quoteId: string | undefined
  contractId: string | undefined
}

export interface QuoteRecord extends ListedRecord {
  customerId: string | undefined
  quoteNumber: string
  status: QuoteStatus
  /** Discounts, tax and shipping included. */
  total: Money
  /** Calendar day. */
  expiresOn: string | undefined
}

/** A line of an opportunity or a quote. */
export interface SaleLineRecord {
  nativeId: string
  productId: string | undefined
  /** Base-10 text. */
  quantity: string
  unitPrice: Money
  /** What the discount takes off; undefined when there is none. */
  discount: Money | undefined
  /** After the discount, before tax. */
  total: Money
}

export interface OrderRecord extends CanonicalRecord {
  purchaseOrderNumber: string | undefined
  quoteId: string | undefined
}

export interface ProductRecord extends CanonicalRecord {
  name: string
}
