import type { CallContext } from '#shared/connections/call-context.ts'
import type { NativeRef } from '#shared/crosswalk.ts'
import type { Money } from '#shared/money.ts'
import type { PostalAddress } from '#shared/postal-address.ts'
import type { TakenBack, WriteCall, Written } from '#shared/writes.ts'
import type { BillingInterval, CollectionMethod } from './values.ts'

/** What Weft writes into a billing system. `WriteCall` says what every write promises. */
export interface BillingWrites {
  createCustomer(customer: NewCustomer, call: WriteCall): Promise<Written>
  updateCustomer(change: CustomerChange, call: WriteCall): Promise<Written>
  /** Deletes a customer that nothing hangs on; one that something hangs on stays, and is FOUND. Already gone: FOUND. */
  removeCustomer(nativeId: string, call: WriteCall): Promise<Written>
  /** What the vendor itself would bill first; writes nothing. */
  previewSubscription(subscription: SubscriptionToPreview, call: CallContext): Promise<SubscriptionPreview>
  /**
   * Takes force at `startsAt`; its first invoice is a draft until it is finalised. One that begins later may be a record of
   * another type until then, whose id `cancelSubscription` goes on taking; the vendor bills it by itself when it begins.
   */
  createSubscription(subscription: NewSubscription, call: WriteCall): Promise<WrittenSubscription>
  /** What a subscription becomes at the end of its period: a renewal. Nothing changes before. */
  scheduleRenewal(renewal: SubscriptionRenewal, call: WriteCall): Promise<Written>
  /** Takes a renewal back that has not begun. Already gone: FOUND. */
  cancelRenewal(subscriptionNativeId: string, call: WriteCall): Promise<Written>
  /** Ends a subscription at once, without proration. Already ended: FOUND. */
  cancelSubscription(nativeId: string, call: WriteCall): Promise<Written>
  /** Makes a draft a document, and sends it where it is to be sent; after it, only `takeBackInvoice`. Already finalised: FOUND. */
  finaliseInvoice(nativeId: string, call: WriteCall): Promise<WrittenInvoice>
  /** A draft is deleted (voided where the vendor keeps it), an open invoice voided, a paid one credited and refunded. */
  takeBackInvoice(nativeId: string, reason: string, call: WriteCall): Promise<TakenBack>
  /**
   * Asks the customer's payment method for an open invoice, and from then on the vendor by its own schedule; a decline is
   * REJECTED_BY_SYSTEM with the decline's code, and the key's answer: who asks anew takes a new key. INVALID_ARGUMENT where the
   * vendor does not take the invoice into its schedule.
   */
  collectInvoice(nativeId: string, call: WriteCall): Promise<WrittenInvoice>
}

export interface NewCustomer {
  name: string
  email: string | undefined
  address: PostalAddress | undefined
  /** The vendor's schemes: `us_ein`, `eu_vat`. */
  taxIdentifiers: readonly { scheme: string; value: string }[]
  /** How the CRM and the ERP name the customer: kept on the record, so that matching finds it. */
  crmNativeId: string | undefined
  erpNativeId: string | undefined
}

export interface CustomerChange {
  nativeId: string
  name?: string | undefined
  email?: string | undefined
  address?: PostalAddress | undefined
}

export interface NewSubscription {
  customerNativeId: string
  currencyCode: string
  /** Recurring. */
  items: readonly NewItem[]
  /** Billed once, on the first invoice. */
  oneTimeItems: readonly NewItem[]
  interval: BillingInterval
  /** An instant: midnight of the contract's first day, UTC. In the past or now: at once. */
  startsAt: Date
  collectionMethod: CollectionMethod
  /** Days to pay an invoice that is sent. */
  netDays: number | undefined
  purchaseOrderNumber: string | undefined
  /** Kept on subscription and invoices, as real accounts do it. */
  crmContractId: string | undefined
  erpOrderId: string | undefined
}

/** A subscription that may be for a customer who is not there yet: `address` then decides the tax. */
export interface SubscriptionToPreview extends Omit<NewSubscription, 'customerNativeId'> {
  customerNativeId: string | undefined
  address: PostalAddress | undefined
}

export interface NewItem {
  productNativeId: string
  /** Base-10 text. Vendors that take whole numbers alone refuse others with REJECTED_BY_SYSTEM. */
  quantity: string
  /** For one interval, after the discount. */
  unitPrice: Money
  description: string | undefined
}

export interface SubscriptionPreview {
  subtotal: Money
  tax: Money
  total: Money
}

export interface WrittenSubscription extends Written {
  /** Its first invoice; undefined where the subscription begins later. */
  firstInvoice: NativeRef | undefined
}

export interface WrittenInvoice extends Written {
  status: 'DRAFT' | 'OPEN' | 'PAID' | 'VOID' | 'UNCOLLECTIBLE'
  subtotal: Money
  tax: Money
  total: Money
  /** Calendar day, UTC. */
  issuedOn: string | undefined
  dueOn: string | undefined
  /** What paid it last; undefined where nothing has, or the vendor does not say. */
  payment?: { nativeId: string; amount: Money; receivedOn: string } | undefined
  lines: readonly {
    nativeId: string
    productNativeId: string | undefined
    quantity: string
    amount: Money
    description: string | undefined
  }[]
}

export interface SubscriptionRenewal {
  subscriptionNativeId: string
  /** The new term's items; quantity `0` keeps the item and bills nothing. */
  items: readonly NewItem[]
  /** First instant of the new term. */
  startsAt: Date
  termMonths: number
  crmContractId: string | undefined
}
