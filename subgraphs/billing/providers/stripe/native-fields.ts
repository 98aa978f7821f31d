import type { Connection } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'

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

export type NativeFields = Readonly<typeof DEFAULTS> & {
  /** Canonical key → customer metadata key: the connection's `custom.<key>` entries. */
  readonly custom: readonly { key: string; field: string }[]
}

/** Metadata keys are at most 40 characters without square brackets. https://docs.stripe.com/api/metadata (read 2026-11-22) */
const METADATA_KEY = /^[^[\]'"\\]{1,40}$/

/** Reads the connection's field names. They become part of search queries, so anything but a plain key is refused. */
export function readNativeFields({ id, fields }: Connection): NativeFields {
  const chosen = { ...DEFAULTS }
  const custom: { key: string; field: string }[] = []
  for (const [name, field] of Object.entries(fields)) {
    if (!METADATA_KEY.test(field)) {
      throw new WeftError('INVALID_CONNECTION', `${id}: ${name} is not a metadata key: ${field}`)
    }
    if (name.startsWith('custom.')) custom.push({ key: name.slice('custom.'.length), field })
    else if (name in chosen) chosen[name as keyof typeof DEFAULTS] = field
    else throw new WeftError('INVALID_CONNECTION', `${id}: no field is called ${name}`)
  }
  return { ...chosen, custom }
}
