import type { CallContext } from '#shared/connections/call-context.ts'
import type { Money } from '#shared/money.ts'
import type { PostalAddress } from '#shared/postal-address.ts'
import type { CanonicalRecord } from '#shared/provenance.ts'
import type { NativeRef } from '#shared/crosswalk.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { SaleLineRecord } from './sale-line.ts'

/** What Weft writes into a CRM, and what it reads for no other purpose. `WriteCall` says what every write promises. */
export interface CrmWrites {
  /** A deal with all that the systems after the CRM need of it; undefined: there is none. */
  getSale(sale: SaleKey, call: CallContext): Promise<SaleRecord | undefined>
  /** A contract that is not in force yet. */
  createContract(contract: NewContract, call: WriteCall): Promise<Written>
  /** Puts a contract into force. */
  activateContract(nativeId: string, call: WriteCall): Promise<Written>
  /**
   * Takes a contract back that we made: a draft is deleted, one in force ends as the vendor allows, and is TERMINATED then.
   * Neither continues another contract any more. Already gone or ended: FOUND, whatever `version` says. STALE_VERSION where
   * somebody has changed it since `version`.
   */
  withdrawContract(
    contract: { nativeId: string; version: string | undefined },
    call: WriteCall,
  ): Promise<Written>
  /**
   * Says at a contract's predecessor which one continues it, and at the contract which one it continues; answers the contract.
   * DUPLICATE_RECORD where another one continues the predecessor already.
   */
  linkRenewal(renewal: { nativeId: string; renewedFromNativeId: string }, call: WriteCall): Promise<Written>
  /** Writes onto a deal what became of it: ids and numbers of the records that other systems made. Undefined: taken off. */
  noteOutcome(opportunityNativeId: string, outcome: SaleOutcome, call: WriteCall): Promise<Written>
  createCustomer(customer: NewCustomer, call: WriteCall): Promise<Written>
  updateCustomer(change: CustomerChange, call: WriteCall): Promise<Written>
  /**
   * Deletes a customer that we made; one that something hangs on stays, and is FOUND. Already gone: FOUND. STALE_VERSION where
   * somebody has changed it since `version`.
   */
  removeCustomer(
    customer: { nativeId: string; version: string | undefined },
    call: WriteCall,
  ): Promise<Written>
}

/** Exactly one of the two. */
export type SaleKey = { opportunityNativeId: string } | { quoteNativeId: string }

export interface SaleRecord extends CanonicalRecord {
  opportunity: NativeRef
  /** The quote that the deal was won with; undefined: the deal's own lines count. */
  quote: NativeRef | undefined
  /** The vendor's version of the deal: another one when anything of it has changed. */
  version: string | undefined
  customer: NativeRef | undefined
  /** The customer's tax number, as the CRM has it. */
  taxId: string | undefined
  name: string
  won: boolean
  /** Calendar day. */
  closedOn: string | undefined
  currencyCode: string
  lines: readonly SaleLineRecord[]
  /** As the CRM adds it up: discounts taken off, before tax. */
  total: Money
  /** First day of the service and its length; undefined where the CRM does not say. */
  startDate: string | undefined
  termMonths: number | undefined
  purchaseOrderNumber: string | undefined
  /** `NET_30`. */
  paymentTermsCode: string | undefined
  billTo: { contactName: string | undefined; email: string | undefined; address: PostalAddress | undefined }
  shipTo: PostalAddress | undefined
  /** Contracts that already came of this deal. */
  contracts: readonly NativeRef[]
}

export interface NewContract {
  customerNativeId: string
  /** The deal that it comes of; undefined for a renewal that no deal was made for. */
  opportunityNativeId: string | undefined
  renewedFromNativeId: string | undefined
  name: string
  /** Calendar day. */
  startDate: string
  termMonths: number
  currencyCode: string
  lines: readonly NewContractLine[]
}

export interface NewContractLine {
  productNativeId: string
  /** Base-10 text. */
  quantity: string
  /** After the discount; per month, per year or once, as the product is priced. */
  unitPrice: Money
  /** The whole term, after discounts. */
  netAmount: Money
  /** Whether a renewal has it again: false for what is sold once. */
  renewable: boolean
}

export interface SaleOutcome {
  erpCustomerId: string | undefined
  erpOrderId: string | undefined
  billingCustomerId: string | undefined
  billingSubscriptionId: string | undefined
  contractNativeId: string | undefined
}

export interface NewCustomer {
  name: string
  legalName: string | undefined
  /** `acme.com` */
  domain: string | undefined
  taxId: string | undefined
  /** As the connection's field of business units has it. */
  businessUnitKey: string | undefined
  billingAddress: PostalAddress | undefined
}

/** Undefined: unchanged. */
export interface CustomerChange {
  nativeId: string
  name?: string | undefined
  legalName?: string | undefined
  billingAddress?: PostalAddress | undefined
  /** STALE_VERSION where the record has another one now. */
  expectedVersion?: string | undefined
}
