import type { Answer } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import type { ForeignRef, IdentitySource, NativeRef } from '#shared/crosswalk.ts'
import type { ChangeSource } from '#shared/events/changes.ts'
import type { CustomFieldRecord } from '#shared/custom-field.ts'
import { isUnreadable, type Listed } from '#shared/listed.ts'
import type { Money } from '#shared/money.ts'
import type { Position } from '#shared/newest-first.ts'
import type { Page } from '#shared/page.ts'
import type { PostalAddress } from '#shared/postal-address.ts'
import type { CanonicalRecord } from '#shared/provenance.ts'
import type { ErpWrites } from './writes.ts'

const ORDER_STATUSES = [
  'DRAFT',
  'ACKNOWLEDGED',
  'PENDING',
  'HELD',
  'IN_PROGRESS',
  'PARTIAL',
  'COMPLETED',
  'BILLED',
  'FAILED',
  'CANCELLED',
  'UNKNOWN',
] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

export type PostingStatus =
  | 'NOT_POSTED'
  | 'PENDING_APPROVAL'
  | 'POSTED'
  | 'POST_FAILED'
  | 'REVERSED'
  | 'UNKNOWN'

export type ProductKind = 'SUBSCRIPTION' | 'ONE_TIME' | 'USAGE' | 'SERVICE' | 'BUNDLE' | 'UNKNOWN'

/**
 * What the domain needs from an ERP vendor. Every `get…` takes many keys and answers in their order, one `Answer` each,
 * with as few calls as the vendor allows; it rejects only when nothing could be read at all. Needs that reach a provider
 * for one operation in the same turn of the event loop may share one call.
 */
export interface ErpProvider {
  readonly connection: Connection
  /** Customers and products, for matching. */
  readonly identities: IdentitySource
  /** What the vendor tells of changes; absent: nothing. */
  readonly changes?: ChangeSource
  /** Circuit and budget of the connection, known without a call. */
  health(): SystemHealth
  /** What may be written; absent: nothing. */
  readonly writes?: ErpWrites
  /** By the ERP's own customer id. */
  getCustomers(nativeIds: readonly string[], call: CallContext): Promise<Answer<CustomerRecord>[]>
  /** What customers owe. `asOf` (a calendar day, UTC) decides what is overdue. */
  getBalances(
    customerNativeIds: readonly string[],
    asOf: string,
    call: CallContext,
  ): Promise<Answer<BalanceRecord>[]>
  /** One page of each customer's orders, newest first; no customer's many orders, and no bad one, cost another's. */
  listOrders(
    requests: readonly OrderListRequest[],
    call: CallContext,
  ): Promise<Answer<Page<Listed<OrderRecord>>>[]>
  getOrders(nativeIds: readonly string[], call: CallContext): Promise<Answer<OrderRecord>[]>
  /** Ledger invoices by the id that the billing system gave the invoice. */
  getInvoicesByBillingIds(
    billingIds: readonly string[],
    call: CallContext,
  ): Promise<Answer<LedgerInvoiceRecord>[]>
  /** Ledger lines by the id that the billing system gave the line. */
  getInvoiceLinesByBillingIds(
    billingLineIds: readonly string[],
    call: CallContext,
  ): Promise<Answer<LedgerLineRecord>[]>
  /** Receipts by the id that the billing system gave the payment. */
  getPaymentsByBillingIds(
    billingPaymentIds: readonly string[],
    call: CallContext,
  ): Promise<Answer<ReceiptRecord>[]>
  getCreditNotes(nativeIds: readonly string[], call: CallContext): Promise<Answer<CreditNoteRecord>[]>
  /** What was invoiced under contracts, by the id that the CRM gave the contract. */
  getContractBillings(
    crmContractIds: readonly string[],
    call: CallContext,
  ): Promise<Answer<ContractBillingRecord>[]>
  getLegalEntities(nativeIds: readonly string[], call: CallContext): Promise<Answer<LegalEntityRecord>[]>
  getProducts(nativeIds: readonly string[], call: CallContext): Promise<Answer<ProductRecord>[]>
  /** Ends connections to the vendor; calls under way may fail. */
  close(): Promise<void>
}

export interface CustomerRecord extends CanonicalRecord {
  /** The number that people know the customer by. */
  customerNumber: string | undefined
  /** False: it takes no documents; undefined where the ERP does not say. */
  isActive?: boolean | undefined
  legalName: string | undefined
  taxExemption: { exempt: boolean; certificateNumber: string | undefined } | undefined
  taxIdentifiers: { scheme: string; value: string }[]
  billingAddress: PostalAddress | undefined
  currencyCode: string | undefined
  paymentTerms: { code: string; netDays: number | undefined } | undefined
  creditLimit: Money | undefined
  /** Whether the ERP takes no new order now; undefined where it does not say. */
  creditHold: boolean | undefined
  legalEntity: LegalEntityRecord | undefined
  /** Only the fields that the connection lists as `custom.<key>`. */
  customFields: CustomFieldRecord[]
}

/** In the customer's own currency; documents in other currencies are not part of it. */
export interface BalanceRecord extends CanonicalRecord {
  /** Open on posted invoices. */
  receivable: Money
  /** The part of it that is past its due date. */
  overdue: Money
  /** Receipts not yet applied to an invoice. */
  unapplied: Money
}

export interface LegalEntityRecord extends CanonicalRecord {
  name: string
  taxRegistrationNumber: string | undefined
  baseCurrency: string
  countryCode: string | undefined
}

export interface OrderListRequest {
  customerNativeId: string
  first: number
  /** The order after which the page begins: its `positionOfOrder`. */
  after: Position | undefined
  /** Undefined: every status. */
  statuses: readonly OrderStatus[] | undefined
}

export interface OrderRecord extends CanonicalRecord {
  orderNumber: string
  customer: NativeRef
  /** The CRM's contract that the order names. */
  contract: ForeignRef | undefined
  status: OrderStatus
  lines: OrderLineRecord[]
  total: Money
  /** A calendar day. */
  orderedOn: string
  legalEntity: LegalEntityRecord | undefined
}

export interface OrderLineRecord {
  /** Unique within the order, stable. */
  key: string
  /** Comes with its product, so that asking for the article number costs nothing. */
  product: ProductRecord | undefined
  /** Base-10 text, positive for what the customer gets. */
  quantity: string
  unitPrice: Money
  total: Money
}

export interface ProductRecord extends CanonicalRecord {
  sku: string | undefined
  kind: ProductKind
  active: boolean
  revenueRecognitionRule: string | undefined
  taxCode: string | undefined
}

export interface LedgerInvoiceRecord extends CanonicalRecord {
  invoiceNumber: string | undefined
  postingStatus: PostingStatus
  /** A calendar day. */
  postingDate: string | undefined
  postingPeriod: string | undefined
  periodClosed: boolean | undefined
  total: Money
  /** The same in the legal entity's currency. */
  baseTotal: Money | undefined
  /** Units of the base currency for one of the invoice's, base-10 text. */
  exchangeRate: string | undefined
  order: NativeRef | undefined
  legalEntity: LegalEntityRecord | undefined
  allocations: AllocationRecord[]
  creditNotes: CreditNoteRecord[]
}

export interface LedgerLineRecord extends CanonicalRecord {
  /** Number of the account that the line credits. */
  revenueAccount: string | undefined
}

/** Cash or credit applied to an invoice. Exactly one of `creditNote` and the receipt's side is meant. */
export interface AllocationRecord {
  kind: 'PAYMENT' | 'CREDIT_NOTE'
  /** The billing system's payment that the receipt names; undefined for credit, and for cash that billing never saw. */
  payment: ForeignRef | undefined
  creditNote: CreditNoteRecord | undefined
  /** The billing system's invoice; undefined where the ledger's invoice names none. */
  invoice: ForeignRef | undefined
  amount: Money
  /** A calendar day. */
  appliedOn: string
}

export interface ReceiptRecord extends CanonicalRecord {
  allocations: AllocationRecord[]
}

export interface CreditNoteRecord extends CanonicalRecord {
  number: string | undefined
  /** Empty where nobody gave one. */
  reason: string
  total: Money
  postingStatus: PostingStatus
  /** The billing system's invoice that it credits first. */
  invoice: ForeignRef | undefined
}

export interface ContractBillingRecord extends CanonicalRecord {
  /** Posted invoices with tax; credit notes are not taken off. Undefined where invoices have several currencies. */
  billedToDate: Money | undefined
}

/** Where an order stands in its customer's list: orders begin with a day. */
export function positionOfOrder(order: Listed<OrderRecord>): Position {
  const at = isUnreadable(order) ? order.createdAt : new Date(`${order.orderedOn}T00:00:00Z`)
  return { at, nativeId: order.source.nativeId }
}
