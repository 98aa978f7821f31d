import type { Connection } from '#shared/connections/connection.ts'
import { type RenamedFields, readRenamedFields } from '#shared/connections/renamed-fields.ts'

/** The account's own fields that carry what NetSuite has no field for: their names unless the connection says otherwise. */
const DEFAULTS = {
  /** customer: the CRM's account. */
  crmAccountId: 'externalid',
  /** customer: the billing system's customer. */
  billingCustomerId: 'custentity_stripe_customer_id',
  /** customer: tax number. */
  taxId: 'vatregnumber',
  /** salesOrder, invoice: the CRM's contract. */
  crmContractId: 'custbody_salesforce_contract_id',
  /** salesOrder: the CRM's deal, written only; empty where the account has no such field. */
  crmOpportunityId: 'custbody_salesforce_opportunity_id',
  /** invoice line: the billing system's line. */
  billingLineId: 'custcol_stripe_line_id',
  /** item: one of our product kinds; empty where the account has no such field. */
  productKind: 'custitem_product_kind',
  /** Internal ids of the tax type and tax code that tax reckoned by billing is posted under; empty: NetSuite is not told. */
  taxType: '',
  taxCode: '',
  // What those ids name over there.
  crmAccountType: 'Account',
  crmContractType: 'Contract',
  billingCustomerType: 'customer',
  billingInvoiceType: 'invoice',
  billingPaymentType: 'payment_intent',
}

export type NativeFields = Readonly<typeof DEFAULTS> & Pick<RenamedFields<string>, 'custom'>

/** Reads the connection's field names. They become part of queries, so anything but a plain identifier is refused. */
export function readNativeFields(connection: Connection): NativeFields {
  const { names, custom } = readRenamedFields(connection, DEFAULTS, (field) => /^\w*$/.test(field))
  return { ...names, custom }
}
