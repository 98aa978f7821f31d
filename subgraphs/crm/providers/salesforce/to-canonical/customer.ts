import type { CustomerRecord, CustomerStatus } from '#crm/provider.ts'
import { normaliseDomain } from '#shared/crosswalk.ts'
import type { FieldSources } from '#shared/provenance.ts'
import type { SalesforceFields } from '../fields.ts'
import type { SalesforceAccount } from '../native.ts'
import { toBillingAddress, toShippingAddress } from './address.ts'
import { type MappingContext, toCustomFields, toRef, toSource } from './record.ts'
import { fromTable, toText, type ValueTable } from './values.ts'

/** Account.Type as the vendor ships it, and `Former Customer`, which the README asks an org to add. */
const STATUSES: ValueTable<CustomerStatus> = {
  Prospect: 'PROSPECT',
  Customer: 'ACTIVE',
  'Customer - Direct': 'ACTIVE',
  'Customer - Channel': 'ACTIVE',
  'Former Customer': 'CHURNED',
}

export const toCustomerStatus = (type: string | null | undefined): CustomerStatus => fromTable(STATUSES, type)

export function toCanonicalCustomer(account: SalesforceAccount, context: MappingContext): CustomerRecord {
  const { fields } = context
  return {
    source: toSource('Account', account, context),
    fieldSources: customerFieldSources(fields),
    name: account.Name,
    legalName: toText(account.legalName),
    status: toCustomerStatus(account.Type),
    // An org without person accounts holds organisations only, and has no field that says so.
    type: 'ORGANIZATION',
    parent: toRef('Account', account.ParentId, context),
    domain: normaliseDomain(account.Website),
    billingAddress: toBillingAddress(account),
    shippingAddress: toShippingAddress(account),
    accountOwner: toText(account.Owner?.Name),
    customFields: toCustomFields('Account', account, fields.customerCustom),
  }
}

const customerFieldSources = ({ names }: SalesforceFields): FieldSources => ({
  legalName: `Account.${names.legalName}`,
  status: 'Account.Type',
  parent: 'Account.ParentId',
  domain: 'Account.Website',
  billingAddress: 'Account.BillingAddress',
  shippingAddress: 'Account.ShippingAddress',
  accountOwner: 'Account.Owner.Name',
})
