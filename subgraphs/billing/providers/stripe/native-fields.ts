import type { Connection } from '#shared/connections/connection.ts'
import { type RenamedFields, readRenamedFields } from '#shared/connections/renamed-fields.ts'

/** The metadata keys that carry what Stripe has no field for, and their names unless the connection says otherwise. */
const DEFAULTS = {
  /** customer: the CRM's account. */
  crmAccountId: 'salesforce_account_id',
  /** subscription, invoice: the CRM's contract. */
  crmContractId: 'salesforce_contract_id',
  /** customer: the ERP's customer. */
  erpCustomerId: 'netsuite_customer_id',
  /** subscription, invoice: the ERP's order. */
  erpOrderId: 'netsuite_order_id',
  /** product: article number. */
  sku: 'sku',
  /** customer: web domain; the e-mail's domain where it is absent. */
  domain: 'domain',
  /** customer: key of a business unit. */
  businessUnit: 'business_unit',
  // What those ids name over there.
  crmAccountType: 'Account',
  crmContractType: 'Contract',
  erpCustomerType: 'customer',
}

export type NativeFields = Readonly<typeof DEFAULTS> & Pick<RenamedFields<string>, 'custom'>

/** Metadata keys are at most 40 characters without square brackets. https://docs.stripe.com/api/metadata (read 2026-11-22) */
const METADATA_KEY = /^[^[\]'"\\]{1,40}$/

/** Reads the connection's field names. They become part of search queries, so anything but a plain key is refused. */
export function readNativeFields(connection: Connection): NativeFields {
  const { names, custom } = readRenamedFields(connection, DEFAULTS, (key) => METADATA_KEY.test(key))
  return { ...names, custom }
}
