import type { Answer } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import type { ForeignRef, IdentitySource, NativeRef } from '#shared/crosswalk.ts'
import type { ChangeSource } from '#shared/events/changes.ts'
import type { CustomFieldRecord } from '#shared/custom-field.ts'
import type { Listed } from '#shared/listed.ts'
import type { Money } from '#shared/money.ts'
import type { Page } from '#shared/page.ts'
import type { PostalAddress } from '#shared/postal-address.ts'
import type { WholeList } from '#shared/projection/whole-list.ts'
import type { CanonicalRecord } from '#shared/provenance.ts'
import type {
  BillingInterval,
  CollectionMethod,
  EntitlementStatus,
  FeatureKind,
  InvoiceStatus,
  PaymentMethodKind,
  PaymentStatus,
  SubscriptionStatus,
  TaxBehavior,
} from './values.ts'
import type { BillingWrites } from './writes.ts'

export type * from './values.ts'

/**
 * What the domain needs from a billing vendor. Every `get…` and `list…` takes many keys and answers in their order, one
 * `Answer` each, with as few calls as the vendor allows; one bad key never fails the others, one bad record of a list no
 * other record. Lists are newest first and continue after the native id of the last record seen (`after`). A provider may
 * answer several needs of one operation (one `CallContext`) from one call.
 */
export interface BillingProvider {
  readonly connection: Connection
  /** Customers and products, for matching. */
  readonly identities: IdentitySource
  /** What the vendor tells of changes; absent: nothing. */
  readonly changes?: ChangeSource
  /**
   * Lists that the vendor cannot answer for many customers in one call, and can tell whole: with `changes.poll` for the same
   * object type, they are kept as projections. Absent: they are asked for each time.
   */
  readonly wholeLists?: WholeLists
  /** Circuit and budget of the connection, known without a call. */
  health(): SystemHealth
  /** What may be written; absent: nothing. */
  readonly writes?: BillingWrites
  getCustomers(keys: readonly CustomerKey[], call: CallContext): Promise<Answer<CustomerRecord>[]>
  /** One page of each customer's subscriptions. Without `statuses`: those that are not cancelled. */
  listSubscriptions(
    requests: readonly ListRequest<SubscriptionStatus>[],
    call: CallContext,
  ): Promise<Answer<Page<Listed<SubscriptionRecord>>>[]>
  getSubscriptions(nativeIds: readonly string[], call: CallContext): Promise<Answer<SubscriptionRecord>[]>
  /** All subscriptions under a contract, by the id that the CRM gave the contract. */
  listSubscriptionsOfContracts(
    crmContractIds: readonly string[],
    call: CallContext,
  ): Promise<Answer<SubscriptionRecord[]>[]>
  /** One page of each customer's invoices. */
  listInvoices(
    requests: readonly InvoiceListRequest[],
    call: CallContext,
  ): Promise<Answer<Page<Listed<InvoiceRecord>>>[]>
  getInvoices(nativeIds: readonly string[], call: CallContext): Promise<Answer<InvoiceRecord>[]>
  /** Lines in the invoice's own order; only for what `InvoiceRecord.lines` does not hold. */
  listInvoiceLines(
    requests: readonly InvoiceLineListRequest[],
    call: CallContext,
  ): Promise<Answer<Page<Listed<InvoiceLineRecord>>>[]>
  /** One page of each customer's payments; what nobody has tried to pay yet is no payment. */
  listPayments(
    requests: readonly ListRequest<PaymentStatus>[],
    call: CallContext,
  ): Promise<Answer<Page<Listed<PaymentRecord>>>[]>
  getPayments(nativeIds: readonly string[], call: CallContext): Promise<Answer<PaymentRecord>[]>
  /** Where each payment stands in the vendor's retry schedule; undefined for one that no invoice asked for. */
  getDunning(keys: readonly DunningKey[], call: CallContext): Promise<Answer<DunningRecord>[]>
  getProducts(nativeIds: readonly string[], call: CallContext): Promise<Answer<ProductRecord>[]>
  /** What each product grants. */
  listFeatures(productNativeIds: readonly string[], call: CallContext): Promise<Answer<FeatureRecord[]>[]>
  /** What each product is sold at now, to anybody: neither withdrawn prices nor those of one customer's deal. */
  listPrices(
    requests: readonly PriceListRequest[],
    call: CallContext,
  ): Promise<Answer<Page<Listed<PriceRecord>>>[]>
  getPrices(nativeIds: readonly string[], call: CallContext): Promise<Answer<PriceRecord>[]>
  /** What each customer may use now, all of it. */
  listFeatureEntitlements(
    customerNativeIds: readonly string[],
    call: CallContext,
  ): Promise<Answer<Listed<FeatureEntitlementRecord>[]>[]>
  /** Ends connections to the vendor; calls under way may fail. */
  close(): Promise<void>
}

/** All records of an account, whoever's. */
export interface WholeLists {
  readonly invoices?: WholeList<InvoiceRecord>
  readonly subscriptions?: WholeList<SubscriptionRecord>
}

/** Names one of the vendor's customers. */
export interface CustomerKey {
  nativeId: string
  /**
   * How the CRM names the same customer: a hint for vendors that can search many customers by a foreign id but not by
   * their own. Never evidence: only a record that bears `nativeId` is an answer.
   */
  crmNativeIds: readonly string[]
}

export interface ListRequest<Status> {
  customer: CustomerKey
  first: number
  /** Native id of the last record seen. */
  after: string | undefined
  /** Undefined: every status. */
  statuses: readonly Status[] | undefined
}

export interface InvoiceListRequest extends ListRequest<InvoiceStatus> {
  /** The instant that decides what is overdue; undefined: overdue or not. */
  overdueAt: Date | undefined
}

export interface InvoiceLineListRequest {
  invoiceNativeId: string
  first: number
  after: string | undefined
}

export interface PriceListRequest {
  productNativeId: string
  first: number
  after: string | undefined
}

export interface DunningKey {
  nativeId: string
  customerNativeId: string
}

export interface CustomerRecord extends CanonicalRecord {
  billingEmail: string | undefined
  legalName: string | undefined
  taxIdentifiers: { scheme: string; value: string; verified: boolean | undefined }[]
  billingAddress: PostalAddress | undefined
  /** Only the fields that the connection lists as `custom.<key>`. */
  customFields: CustomFieldRecord[]
}

export interface SubscriptionRecord extends CanonicalRecord {
  createdAt: Date
  customer: NativeRef
  /** The CRM's contract that the subscription names. */
  contract: ForeignRef | undefined
  status: SubscriptionStatus
  currentPeriod: PeriodRecord
  cancelAtPeriodEnd: boolean
  /** Day on which it ends instead of renewing; undefined: it renews. */
  endsAt: Date | undefined
  /** Months from one renewal to the next, where it is a whole number of them. */
  termMonths: number | undefined
  items: SubscriptionItemRecord[]
  /** Undefined where a price depends on usage or has tiers. */
  mrr: Money | undefined
  collectionMethod: CollectionMethod
}

export interface SubscriptionItemRecord {
  nativeId: string
  price: PriceRecord
  /** Base-10 text. */
  quantity: string
}

export interface PeriodRecord {
  start: Date | undefined
  end: Date | undefined
}

export interface InvoiceRecord extends CanonicalRecord {
  createdAt: Date
  /** Undefined while it is a draft. */
  number: string | undefined
  status: InvoiceStatus
  customer: NativeRef | undefined
  contract: ForeignRef | undefined
  subscription: NativeRef | undefined
  /** Calendar days, `YYYY-MM-DD`. */
  issueDate: string | undefined
  dueDate: string | undefined
  subtotal: Money
  discountTotal: Money | undefined
  taxTotal: Money
  total: Money
  amountPaid: Money
  /** What is still owed; nothing once it is void. */
  amountDue: Money
  /** The first lines, in the invoice's order. */
  lines: Page<Listed<InvoiceLineRecord>>
}

export interface InvoiceLineRecord extends CanonicalRecord {
  description: string | undefined
  product: NativeRef | undefined
  /** Base-10 text. */
  quantity: string
  unitPrice: Money
  discount: Money | undefined
  taxAmount: Money | undefined
  amount: Money
  servicePeriod: PeriodRecord | undefined
  proration: boolean
}

export interface PaymentRecord extends CanonicalRecord {
  createdAt: Date
  customer: NativeRef | undefined
  status: PaymentStatus
  amount: Money
  /** What the processor kept, in the currency it settles in; undefined until it is known. */
  fee: Money | undefined
  method: PaymentMethodKind
  failureCode: string | undefined
  failureMessage: string | undefined
  receivedAt: Date | undefined
  refunds: RefundRecord[]
}

export interface RefundRecord {
  nativeId: string
  amount: Money
  reason: string | undefined
  status: PaymentStatus
}

export interface DunningRecord {
  /** 1 for the first try. */
  attempt: number
  nextAttemptAt: Date | undefined
}

export interface ProductRecord extends CanonicalRecord {
  name: string
  taxCode: string | undefined
}

export interface PriceRecord extends CanonicalRecord {
  createdAt: Date
  product: NativeRef
  unitAmount: Money
  /** Undefined for a one-time price. */
  interval: BillingInterval | undefined
  intervalCount: number | undefined
  taxBehavior: TaxBehavior
}

export interface FeatureRecord {
  ref: NativeRef
  /** What programs call it: `sso`. */
  key: string
  name: string
  kind: FeatureKind
  unit: string | undefined
}

export interface FeatureEntitlementRecord extends CanonicalRecord {
  /** The entitlement within its customer; what a global id is minted for. */
  ref: NativeRef
  customer: NativeRef
  feature: FeatureRecord
  status: EntitlementStatus
  validFor: PeriodRecord
  /** Granted quantity or level, undefined for a switch. */
  level: string | undefined
  overridden: boolean
}

/** Native ref of the customer inside the ref of a feature entitlement: entitlements are read per customer. */
export interface FeatureEntitlementPosition {
  customerNativeId: string
  entitlementNativeId: string
}

/** Vendors know an entitlement within its customer only, so its ref names both. */
export function entitlementRefId({
  customerNativeId,
  entitlementNativeId,
}: FeatureEntitlementPosition): string {
  return `${customerNativeId}/${entitlementNativeId}`
}

/** The reverse; undefined where the text is no such id. */
export function parseEntitlementRefId(text: string): FeatureEntitlementPosition | undefined {
  const [customerNativeId, entitlementNativeId, ...rest] = text.split('/')
  if (!customerNativeId || !entitlementNativeId || rest.length > 0) return undefined
  return { customerNativeId, entitlementNativeId }
}
