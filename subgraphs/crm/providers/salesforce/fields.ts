import type { Connection } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'

/**
 * The fields that an org may name otherwise, by the name that `connection.fields` gives them. The vendor README lists
 * them with their types.
 */
const DEFAULTS = {
  taxId: 'Tax_Id__c',
  legalName: 'Legal_Name__c',
  businessUnit: 'Business_Unit__c',
  // Only orgs with state and country picklists have the codes; the others name BillingCountry and ShippingCountry here.
  billingCountry: 'BillingCountryCode',
  shippingCountry: 'ShippingCountryCode',
  contactRoles: 'Roles__c',
  contractName: 'Name',
  autoRenew: 'Auto_Renew__c',
  noticeDays: 'Notice_Days__c',
  upliftPercent: 'Uplift_Percent__c',
  renewedFrom: 'Renewed_From__c',
  amends: 'Amends__c',
  totalContractValue: 'Total_Contract_Value__c',
  annualContractValue: 'Annual_Contract_Value__c',
  erpOrderId: 'NetSuite_Id__c',
  writeKey: 'Weft_Key__c',
  lastWrite: 'Weft_Last_Write__c',
  renewedBy: 'Renewed_By__c',
  endedOn: 'Ended_On__c',
  contractOpportunity: 'Opportunity__c',
  purchaseOrderNumber: 'PO_Number__c',
  paymentTerms: 'Payment_Terms__c',
  serviceStartDate: 'Service_Start_Date__c',
  serviceTermMonths: 'Term_Months__c',
  outcomeErpCustomerId: 'ERP_Customer_Id__c',
  outcomeErpOrderId: 'ERP_Order_Id__c',
  outcomeBillingCustomerId: 'Billing_Customer_Id__c',
  outcomeBillingSubscriptionId: 'Billing_Subscription_Id__c',
} as const

export type FieldName = keyof typeof DEFAULTS

/** `customer.custom.industry: Industry` in the connection makes `Account.Industry` the custom field `industry`. */
const CUSTOM = /^(customer|contract)\.custom\.(\w+)$/
/** Names go into queries: nothing but a field's name may stand in them. */
const API_NAME = /^[A-Za-z]\w{0,79}$/

export interface SalesforceFields {
  /** The org's name of each field. */
  names: Readonly<Record<FieldName, string>>
  customerCustom: readonly { key: string; field: string }[]
  contractCustom: readonly { key: string; field: string }[]
  /** The currency of an org that has only one, and therefore no CurrencyIsoCode. */
  singleCurrency: string | undefined
}

/** Reads `connection.fields`; a name or key that is none refuses the connection. */
export function parseFields({ id, fields }: Connection): SalesforceFields {
  const names: Record<FieldName, string> = { ...DEFAULTS }
  const custom: Record<string, { key: string; field: string }[]> = { customer: [], contract: [] }
  let singleCurrency: string | undefined
  for (const [key, value] of Object.entries(fields)) {
    const [, owner = '', customKey = ''] = CUSTOM.exec(key) ?? []
    if (!API_NAME.test(value)) throw refused(id, `${value} is not the API name of a field`)
    if (key === 'singleCurrency') singleCurrency = value
    else if (owner) custom[owner]?.push({ key: customKey, field: value })
    else if (isFieldName(key)) names[key] = value
    else throw refused(id, `${key} is not a field that this provider knows`)
  }
  const { customer = [], contract = [] } = custom
  return { names, customerCustom: customer, contractCustom: contract, singleCurrency }
}

function isFieldName(key: string): key is FieldName {
  return Object.hasOwn(DEFAULTS, key)
}

const refused = (id: string, reason: string): WeftError =>
  new WeftError('INVALID_CONNECTION', `connection ${id}: ${reason}`)
