import type { BillingInterval } from '#billing/provider.ts'
import type { PostalAddress } from '#shared/postal-address.ts'
import type { KeptMoney } from '../kept-money.ts'

/** All that the steps of quote-to-cash need, read and checked before the first write. JSON. */
export interface DealFacts {
  /** The run's calendar day, UTC. */
  today: string
  sale: { opportunityNativeId: string; name: string }
  customer: DealCustomer
  crm: { connectionId: string; customerNativeId: string; draftContractNativeId?: string | undefined }
  erp: ErpFacts
  /** Undefined `customerNativeId`, `accountNativeId`: the system does not have the customer yet. */
  billing: { connectionId: string; customerNativeId?: string | undefined }
  /** Undefined: no support system is joined, or it cannot be written to. */
  support?: { connectionId: string; accountNativeId?: string | undefined } | undefined
  terms: DealTerms
  lines: DealLine[]
  /** After discounts, before tax: what billing has to charge first. */
  total: KeptMoney
  /** What billing itself says that its first invoice will be. */
  preview: { subtotal: KeptMoney; tax: KeptMoney; total: KeptMoney }
}

export interface DealCustomer {
  /** Canonical. */
  id: string
  name: string
  legalName: string
  email: string
  address: PostalAddress
  taxIdentifiers: { scheme: string; value: string }[]
}

export interface ErpFacts {
  connectionId: string
  customerNativeId?: string | undefined
  /** False: the ERP's record takes no documents until it is active again. */
  isActive?: boolean | undefined
  legalEntityNativeId: string
  /** Whether its limit or a hold is passed, as read; then a person has to say yes. */
  isOverCredit: boolean
}

export interface DealTerms {
  currencyCode: string
  /** Calendar days; the end is the first day after the term. */
  startDate: string
  endDate: string
  termMonths: number
  /** The first day lies ahead: billing makes the first invoice then. */
  startsLater: boolean
  interval: BillingInterval
  isChargedAutomatically: boolean
  paymentTermsCode: string
  netDays: number
  purchaseOrderNumber?: string | undefined
}

/** A line of the deal, as each system names its product. */
export interface DealLine {
  name: string
  crmProductId: string
  billingProductId: string
  erpProductId: string
  /** Undefined where support does not know the product. */
  supportProductId?: string | undefined
  /** Base-10 text. */
  quantity: string
  /** After the discount; for one interval, where it recurs. */
  unitPrice: KeptMoney
  amount: KeptMoney
  isRecurring: boolean
}
