import type { Connection } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'

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

export type NativeFields = Readonly<typeof DEFAULTS> & {
  /** Canonical key → customer field: the connection's `custom.<key>` entries. */
  readonly custom: readonly { key: string; field: string }[]
}

/** Reads the connection's field names. They become part of queries, so anything but a plain identifier is refused. */
export function readNativeFields({ id, fields }: Connection): NativeFields {
  const chosen = { ...DEFAULTS }
  const custom: { key: string; field: string }[] = []
  for (const [name, field] of Object.entries(fields)) {
    if (!/^\w*$/.test(field)) {
      throw new WeftError('INVALID_CONNECTION', `${id}: ${name} is not the name of a field: ${field}`)
    }
    if (name.startsWith('custom.')) custom.push({ key: name.slice('custom.'.length), field })
    else if (name in chosen) chosen[name as keyof typeof DEFAULTS] = field
    else throw new WeftError('INVALID_CONNECTION', `${id}: no field is called ${name}`)
  }
  return { ...chosen, custom }
}
