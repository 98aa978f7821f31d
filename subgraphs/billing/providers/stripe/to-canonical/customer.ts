import type { CustomerRecord } from '#billing/provider.ts'
import { toPostalAddress } from '#shared/postal-address.ts'
import type { FieldSources } from '#shared/provenance.ts'
import type { NativeCustomer } from '../native.ts'
import { type Mapping, toSource } from './record.ts'

const SOURCES: FieldSources = {
  billingEmail: 'customer.email',
  taxIdentifiers: 'customer.tax_ids',
  billingAddress: 'customer.address',
}

export function toCanonicalCustomer(customer: NativeCustomer, mapping: Mapping): CustomerRecord {
  const address = customer.address ?? undefined
  return {
    source: toSource(mapping, 'customer', customer.id),
    fieldSources: {
      ...SOURCES,
      legalName: customer.business_name ? 'customer.business_name' : 'customer.name',
    },
    billingEmail: customer.email ?? undefined,
    legalName: customer.business_name ?? customer.name ?? undefined,
    taxIdentifiers: (customer.tax_ids?.data ?? []).map(({ type, value, verification }) => ({
      scheme: type,
      value,
      verified: verification ? verification.status === 'verified' : undefined,
    })),
    billingAddress:
      address && toPostalAddress({ ...address, region: address.state, postalCode: address.postal_code }),
    customFields: mapping.fields.custom.flatMap(({ key, field }) => {
      const value = customer.metadata[field]
      return value === undefined ? [] : [{ key, type: 'string', value, sourceField: `metadata.${field}` }]
    }),
  }
}
