import { z } from 'zod'

/**
 * The native records, only what we read. A record that does not look like this is an INVALID_RESPONSE of its own.
 * Custom fields appear under the provider's own names (`taxId`), whatever the org calls them: `rows.ts` translates.
 */

const text = z.string().nullish()
const number = z.number().nullish()
const flag = z.boolean().nullish()
/** `2026-11-24` */
const day = z.iso.date().nullish()
/** `2026-11-24T10:00:00.000+0000`: the zone has no colon. */
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}(\+0000|Z)$/)
  .transform((value) => value.replace('+0000', 'Z'))

const base = { Id: z.string(), LastModifiedDate: instant }
const listed = { ...base, CreatedDate: instant }
const currency = { CurrencyIsoCode: text }
const billing = {
  BillingStreet: text,
  BillingCity: text,
  BillingState: text,
  BillingPostalCode: text,
  billingCountry: text,
}
const shipping = {
  ShippingStreet: text,
  ShippingCity: text,
  ShippingState: text,
  ShippingPostalCode: text,
  shippingCountry: text,
}

/** https://developer.salesforce.com/docs/platform/field-reference/references/field-reference/salesforce-field-reference-account.html */
export const SalesforceAccount = z.looseObject({
  ...base,
  Name: z.string(),
  Type: text,
  ParentId: text,
  Website: text,
  ...billing,
  ...shipping,
  Owner: z.looseObject({ Name: text }).nullish(),
  legalName: text,
  taxId: text,
  businessUnit: text,
})

/** https://developer.salesforce.com/docs/platform/field-reference/references/field-reference/salesforce-field-reference-contact.html */
export const SalesforceContact = z.looseObject({
  ...listed,
  AccountId: text,
  Name: z.string(),
  Email: text,
  Phone: text,
  contactRoles: text,
})

/** https://developer.salesforce.com/docs/platform/field-reference/references/field-reference/salesforce-field-reference-contract.html */
export const SalesforceContract = z.looseObject({
  ...listed,
  ...currency,
  AccountId: text,
  ContractNumber: z.string(),
  StatusCode: text,
  StartDate: day,
  EndDate: day,
  ContractTerm: number,
  contractName: text,
  autoRenew: flag,
  noticeDays: number,
  upliftPercent: number,
  renewedFrom: text,
  amends: text,
  endedOn: day,
  totalContractValue: number,
  annualContractValue: number,
})

/** Ours: the vendor has no lines below a Contract. The README describes the object. */
export const SalesforceContractLine = z.looseObject({
  ...currency,
  Id: z.string(),
  Product__c: text,
  Quantity__c: z.number(),
  Unit_Price__c: z.number(),
  Start_Date__c: day,
  End_Date__c: day,
  Net_Amount__c: z.number(),
  Renewable__c: flag,
})

/** https://developer.salesforce.com/docs/platform/field-reference/references/field-reference/salesforce-field-reference-opportunity.html */
export const SalesforceOpportunity = z.looseObject({
  ...listed,
  ...currency,
  AccountId: text,
  Name: z.string(),
  StageName: z.string(),
  Amount: number,
  CloseDate: day,
  IsClosed: flag,
  IsWon: flag,
  SyncedQuoteId: text,
  ContractId: text,
})

/** https://developer.salesforce.com/docs/platform/field-reference/references/field-reference/salesforce-field-reference-quote.html */
export const SalesforceQuote = z.looseObject({
  ...listed,
  ...currency,
  AccountId: text,
  QuoteNumber: z.string(),
  Status: text,
  GrandTotal: z.number(),
  ExpirationDate: day,
})

/**
 * OpportunityLineItem and QuoteLineItem are alike in what we read.
 * https://developer.salesforce.com/docs/platform/field-reference/references/field-reference/salesforce-field-reference-quotelineitem.html
 */
export const SalesforceLineItem = z.looseObject({
  ...currency,
  Id: z.string(),
  Product2Id: text,
  Quantity: z.number(),
  UnitPrice: number,
  TotalPrice: z.number(),
})

const person = z.looseObject({ Name: text, Email: text }).nullish()

/** A deal with its account's addresses; the last four fields are ours, and the README describes them. */
export const SalesforceSale = z.looseObject({
  ...base,
  ...currency,
  SystemModstamp: z.string(),
  AccountId: text,
  Name: z.string(),
  Amount: number,
  CloseDate: day,
  IsClosed: flag,
  IsWon: flag,
  SyncedQuoteId: text,
  ContractId: text,
  Account: z.looseObject({ ...billing, ...shipping, taxId: text }).nullish(),
  Contract: z.looseObject({ endedOn: day }).nullish(),
  purchaseOrderNumber: text,
  paymentTerms: text,
  serviceStartDate: day,
  serviceTermMonths: number,
})

/** Who is who in a deal. */
export const SalesforceDealContact = z.looseObject({
  IsPrimary: flag,
  Contact: z.looseObject({ Name: text, Email: text, contactRoles: text }).nullish(),
})

/** https://developer.salesforce.com/docs/platform/field-reference/references/field-reference/salesforce-field-reference-quote.html */
export const SalesforceSaleQuote = z.looseObject({
  Id: z.string(),
  SystemModstamp: z.string(),
  OpportunityId: z.string(),
  TotalPrice: number,
  BillingName: text,
  Email: text,
  Contact: person,
  ...billing,
  ...shipping,
})

/** https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-order.html */
export const SalesforceOrder = z.looseObject({
  ...base,
  PoNumber: text,
  QuoteId: text,
  erpOrderId: text,
})

/** https://developer.salesforce.com/docs/platform/field-reference/references/field-reference/salesforce-field-reference-product2.html */
export const SalesforceProduct = z.looseObject({
  ...base,
  Name: z.string(),
  StockKeepingUnit: text,
})

/** Of a contract that renews another: no more than the two ids. */
export const SalesforceRenewal = z.looseObject({ Id: z.string(), renewedFrom: z.string() })

export type SalesforceAccount = z.infer<typeof SalesforceAccount>
export type SalesforceContact = z.infer<typeof SalesforceContact>
export type SalesforceContract = z.infer<typeof SalesforceContract>
export type SalesforceContractLine = z.infer<typeof SalesforceContractLine>
export type SalesforceOpportunity = z.infer<typeof SalesforceOpportunity>
export type SalesforceQuote = z.infer<typeof SalesforceQuote>
export type SalesforceLineItem = z.infer<typeof SalesforceLineItem>
export type SalesforceOrder = z.infer<typeof SalesforceOrder>
export type SalesforceSale = z.infer<typeof SalesforceSale>
export type SalesforceSaleQuote = z.infer<typeof SalesforceSaleQuote>
export type SalesforceDealContact = z.infer<typeof SalesforceDealContact>
export type SalesforceProduct = z.infer<typeof SalesforceProduct>
