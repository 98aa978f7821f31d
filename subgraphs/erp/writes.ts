import type { CallContext } from '#shared/connections/call-context.ts'
import type { Money } from '#shared/money.ts'
import type { PostalAddress } from '#shared/postal-address.ts'
import type { TakenBack, WriteCall, Written } from '#shared/writes.ts'

/**
 * What Weft writes into an ERP, and what it reads for no other purpose. `WriteCall` says what every write promises. Writes of
 * one customer are asked one after the other by whoever calls.
 */
export interface ErpWrites {
  createCustomer(customer: NewCustomer, call: WriteCall): Promise<Written>
  updateCustomer(change: CustomerChange, call: WriteCall): Promise<Written>
  /** Inactive, never deleted; back with `isActive: true`. */
  setCustomerActive(nativeId: string, isActive: boolean, call: WriteCall): Promise<Written>
  /** The posting period of a day for a legal entity; undefined: none is set up. */
  getPostingPeriod(
    period: { day: string; legalEntityNativeId: string | undefined },
    call: CallContext,
  ): Promise<{ name: string; isClosed: boolean } | undefined>
  /** Whether a legal entity trades in a currency; undefined: the ERP does not say. */
  tradesIn(
    currency: { currencyCode: string; legalEntityNativeId: string | undefined },
    call: CallContext,
  ): Promise<boolean | undefined>
  createOrder(order: NewOrder, call: WriteCall): Promise<Written>
  /** Closes what of an order is not billed yet. Already closed: FOUND. */
  closeOrder(nativeId: string, call: WriteCall): Promise<Written>
  /** Posts an invoice that the billing system made. PERIOD_CLOSED where its day lies in a closed period. */
  postInvoice(invoice: NewInvoice, call: WriteCall): Promise<Written>
  /**
   * Open period: voided, and the order that it billed closed again; closed period: a credit memo on `today`. A duplicate is
   * voided. STALE_VERSION where somebody changed it since `version`.
   */
  takeBackInvoice(invoice: InvoiceToTakeBack, call: WriteCall): Promise<TakenBack>
  /** A receipt for a payment that billing collected, applied to its invoice. */
  recordPayment(payment: NewPayment, call: WriteCall): Promise<Written>
}

export interface NewCustomer {
  name: string
  legalName: string
  legalEntityNativeId: string
  currencyCode: string
  /** `NET_30`; the ERP's own record of it is found by name. */
  paymentTermsCode: string | undefined
  email: string | undefined
  address: PostalAddress | undefined
  taxIdentifiers: readonly { scheme: string; value: string }[]
  crmNativeId: string | undefined
}

/** Undefined: unchanged. */
export interface CustomerChange {
  nativeId: string
  name?: string | undefined
  legalName?: string | undefined
  address?: PostalAddress | undefined
  paymentTermsCode?: string | undefined
  expectedVersion?: string | undefined
}

export interface NewOrder {
  customerNativeId: string
  legalEntityNativeId: string | undefined
  currencyCode: string
  /** Calendar day. */
  orderedOn: string
  purchaseOrderNumber: string | undefined
  crmContractId: string | undefined
  crmOpportunityId: string | undefined
  lines: readonly NewLine[]
}

export interface NewLine {
  productNativeId: string
  /** Base-10 text. */
  quantity: string
  unitPrice: Money
  /** quantity × unitPrice, rounded to the currency. */
  amount: Money
  description: string | undefined
  /** The billing system's line; invoices only. */
  billingLineId?: string | undefined
}

export interface NewInvoice {
  customerNativeId: string
  /** The order that it bills; its lines are then billed. */
  orderNativeId: string | undefined
  legalEntityNativeId: string | undefined
  currencyCode: string
  /** Calendar days. */
  postedOn: string
  dueOn: string | undefined
  invoiceNumber: string | undefined
  billingInvoiceId: string
  crmContractId: string | undefined
  lines: readonly NewLine[]
  tax: Money
  total: Money
}

export interface InvoiceToTakeBack {
  nativeId: string
  version: string | undefined
  /** What a counter-document is dated. */
  today: string
  reason: string
  isDuplicate: boolean
}

export interface NewPayment {
  customerNativeId: string
  invoiceNativeId: string
  amount: Money
  /** Calendar day. */
  receivedOn: string
  billingPaymentId: string
}
