import type { AddressRecord, CustomerRecord } from '#billing/provider.ts'
import type { FieldSources } from '#shared/provenance.ts'
import type { NativeCustomer } from '../native.ts'
import { type Mapping, toSource } from './record.ts'

const SOURCES: FieldSources = {
  billingEmail: 'customer.email',
  taxIdentifiers: 'customer.tax_ids',
  billingAddress: 'customer.address',
}

export function toCanonicalCustomer(customer: NativeCustomer, mapping: Mapping): CustomerRecord {
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
    billingAddress: toCanonicalAddress(customer.address),
    customFields: mapping.fields.custom.flatMap(({ key, field }) => {
      const value = customer.metadata[field]
      return value === undefined ? [] : [{ key, value, sourceField: `metadata.${field}` }]
    }),
  }
}

function toCanonicalAddress(address: NativeCustomer['address']): AddressRecord | undefined {
  if (!address || Object.values(address).every((part) => part == null)) return undefined
  // A country is free text in old records; only a code is one.
  const country = address.country?.toUpperCase()
  return {
    line1: address.line1 ?? undefined,
    line2: address.line2 ?? undefined,
    city: address.city ?? undefined,
    region: address.state ?? undefined,
    postalCode: address.postal_code ?? undefined,
    countryCode: country && /^[A-Z]{2}$/.test(country) ? country : undefined,
  }
}
