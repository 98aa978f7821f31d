import type { Answer } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import type { IdentitySource, NativeRef } from '#shared/crosswalk.ts'
import type { ChangeSource } from '#shared/events/changes.ts'
import type { CustomFieldRecord } from '#shared/custom-field.ts'
import type { Listed } from '#shared/listed.ts'
import type { Money } from '#shared/money.ts'
import type { Position } from '#shared/newest-first.ts'
import type { Page } from '#shared/page.ts'
import type { PostalAddress } from '#shared/postal-address.ts'
import type { CanonicalRecord } from '#shared/provenance.ts'
import type { SaleLineRecord } from './sale-line.ts'
import type { CrmWrites } from './writes.ts'

export type { SaleLineRecord } from './sale-line.ts'

/**
 * What Weft needs from a CRM. Records are canonical.
 *
 * All reads are batched. Answers stand in the order asked, with the same length. A key that cannot be answered is
 * `undefined` (no such record) or a WeftError of its own; only a failure of the whole call rejects. Reads that are asked
 * in the same turn of the event loop, by the same operation, should share as few calls to the vendor as its API allows.
 */
export interface CrmProvider {
  readonly connection: Connection
  /** Accounts and products, page by page, for matching. */
  readonly identities: IdentitySource
  /** What the vendor tells of changes; absent: nothing. */
  readonly changes?: ChangeSource
  /** Circuit and budget of the connection, known without a call. */
  health(): SystemHealth
  /** What may be written; absent: nothing. */
  readonly writes?: CrmWrites

  getCustomers(ids: readonly string[], call: CallContext): Promise<Answer<CustomerRecord>[]>
  getContacts(ids: readonly string[], call: CallContext): Promise<Answer<ContactRecord>[]>
  getContracts(ids: readonly string[], call: CallContext): Promise<Answer<ContractRecord>[]>
  getOpportunities(ids: readonly string[], call: CallContext): Promise<Answer<OpportunityRecord>[]>
  getQuotes(ids: readonly string[], call: CallContext): Promise<Answer<QuoteRecord>[]>
  getProducts(ids: readonly string[], call: CallContext): Promise<Answer<ProductRecord>[]>
  /** The CRM's side of sales orders, by the ids that the ERP gave them. */
  getOrdersByErpId(erpIds: readonly string[], call: CallContext): Promise<Answer<OrderRecord>[]>

  /**
   * One page for each request; newest first by `createdAt`. A customer with many records delays nobody else's page, a
   * record that cannot be read no other record.
   */
  listContacts(
    requests: readonly ListRequest[],
    call: CallContext,
  ): Promise<Answer<Page<Listed<ContactRecord>>>[]>
  listContracts(
    requests: readonly ContractListRequest[],
    call: CallContext,
  ): Promise<Answer<Page<Listed<ContractRecord>>>[]>
  /**
   * A page of the contracts in force whose last day lies between two, in an order that does not change; `next` is where the
   * following page begins. One that cannot be read is left out, and logged.
   */
  listEndingContracts(
    request: EndingContractsRequest,
    call: CallContext,
  ): Promise<{ contracts: ContractRecord[]; next: string | undefined }>
  listOpportunities(
    requests: readonly OpportunityListRequest[],
    call: CallContext,
  ): Promise<Answer<Page<Listed<OpportunityRecord>>>[]>
  listQuotes(
    requests: readonly QuoteListRequest[],
    call: CallContext,
  ): Promise<Answer<Page<Listed<QuoteRecord>>>[]>

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

export interface ListRequest {
  customerNativeId: string
  first: number
  /** The record after which the page begins. */
  after: Position | undefined
}

export interface ContractListRequest extends ListRequest {
  /** Any of these; every contract when undefined. */
  statuses: readonly ContractStatus[] | undefined
}

export interface EndingContractsRequest {
  /** Calendar days, both included. */
  endsFrom: string
  endsThrough: string
  first: number
  /** The `next` of the page before. */
  after: string | undefined
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

/** A record that stands in a list. */
export interface ListedRecord extends CanonicalRecord {
  createdAt: Date
}

export interface CustomerRecord extends CanonicalRecord {
  name: string
  legalName: string | undefined
  status: CustomerStatus
  type: CustomerType
  parent: NativeRef | undefined
  /** `acme.com` */
  domain: string | undefined
  billingAddress: PostalAddress | undefined
  shippingAddress: PostalAddress | undefined
  accountOwner: string | undefined
  customFields: CustomFieldRecord[]
}

export interface ContactRecord extends ListedRecord {
  customer: NativeRef | undefined
  name: string
  email: string | undefined
  phone: string | undefined
  roles: ContactRole[]
}

export interface ContractRecord extends ListedRecord {
  customer: NativeRef | undefined
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
  amends: NativeRef | undefined
  renewedFrom: NativeRef | undefined
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
  product: NativeRef | undefined
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
  customer: NativeRef | undefined
  name: string
  /** The stage's label. */
  stage: string
  amount: Money | undefined
  closeDate: string | undefined
  won: boolean | undefined
  quote: NativeRef | undefined
  contract: NativeRef | undefined
}

export interface QuoteRecord extends ListedRecord {
  customer: NativeRef | undefined
  quoteNumber: string
  status: QuoteStatus
  /** Discounts, tax and shipping included. */
  total: Money
  /** Calendar day. */
  expiresOn: string | undefined
}

export interface OrderRecord extends CanonicalRecord {
  purchaseOrderNumber: string | undefined
  quote: NativeRef | undefined
}

export interface ProductRecord extends CanonicalRecord {
  name: string
}
