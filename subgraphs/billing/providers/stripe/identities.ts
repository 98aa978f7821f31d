import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { type Identity, type IdentitySource, normaliseDomain, normaliseTaxId } from '#shared/crosswalk.ts'
import { type NativeCustomer, type NativeProduct, nativeCustomer, nativeProduct } from './native.ts'
import { LARGEST_PAGE } from './reads/list.ts'
import { mappingOf, type Reading } from './reads/reading.ts'
import { type Mapping, parseNative, toInstant, toRef } from './to-canonical/record.ts'

/** Customers and products, newest first; the last id seen is the cursor. */
export function createIdentitySource(connection: Connection, reading: Reading): IdentitySource {
  return {
    connectionId: connection.id,
    domain: 'BILLING',
    listIdentities: (type, cursor, call) =>
      type === 'Customer'
        ? listCustomers(reading, connection, cursor, call)
        : listProducts(reading, connection, cursor, call),
  }
}

async function listCustomers(
  reading: Reading,
  connection: Connection,
  cursor: string | undefined,
  call: CallContext,
) {
  const answer = await reading.client.read(call, (stripe) =>
    stripe.customers.list({ ...paramsAfter(cursor), expand: ['data.tax_ids'] }),
  )
  const mapping = mappingOf(reading)
  return {
    identities: answer.data.map((native) =>
      toCustomerIdentity(parseNative(nativeCustomer, native, mapping), mapping, connection),
    ),
    next: answer.has_more ? answer.data.at(-1)?.id : undefined,
  }
}

async function listProducts(
  reading: Reading,
  connection: Connection,
  cursor: string | undefined,
  call: CallContext,
) {
  const answer = await reading.client.read(call, (stripe) => stripe.products.list(paramsAfter(cursor)))
  const mapping = mappingOf(reading)
  return {
    identities: answer.data.map((native) =>
      toProductIdentity(parseNative(nativeProduct, native, mapping), mapping, connection),
    ),
    next: answer.has_more ? answer.data.at(-1)?.id : undefined,
  }
}

const paramsAfter = (cursor: string | undefined) => ({
  limit: LARGEST_PAGE,
  ...(cursor === undefined ? {} : { starting_after: cursor }),
})

export function toCustomerIdentity(
  customer: NativeCustomer,
  mapping: Mapping,
  connection: Connection,
): Identity {
  const { fields } = mapping
  const crmId = customer.metadata[fields.crmAccountId]
  return {
    type: 'Customer',
    ref: toRef(mapping, 'customer', customer.id),
    name: customer.name ?? customer.business_name ?? customer.email ?? customer.id,
    legalName: customer.business_name ?? undefined,
    domain: normaliseDomain(customer.metadata[fields.domain]) ?? normaliseDomain(customer.email),
    taxIds: (customer.tax_ids?.data ?? []).map(({ value }) => normaliseTaxId(value)),
    sku: undefined,
    foreignRefs: crmId ? [{ domain: 'CRM', objectType: fields.crmAccountType, nativeId: crmId }] : [],
    parentNativeId: undefined,
    businessUnitKey: customer.metadata[fields.businessUnit],
    // Stripe does not say when a customer last changed.
    updatedAt: undefined,
    url: dashboardUrl(connection, 'customers', customer),
  }
}

export function toProductIdentity(
  product: NativeProduct,
  mapping: Mapping,
  connection: Connection,
): Identity {
  return {
    type: 'Product',
    ref: toRef(mapping, 'product', product.id),
    name: product.name,
    legalName: undefined,
    domain: undefined,
    taxIds: [],
    sku: product.metadata[mapping.fields.sku],
    foreignRefs: [],
    parentNativeId: undefined,
    businessUnitKey: undefined,
    updatedAt: toInstant(product.updated),
    url: dashboardUrl(connection, 'products', product),
  }
}

/** A simulated account has no dashboard to link to. */
function dashboardUrl(
  { environment }: Connection,
  page: string,
  { id, livemode }: { id: string; livemode: boolean },
): string | undefined {
  if (environment === 'SIMULATED') return undefined
  return `https://dashboard.stripe.com/${livemode ? '' : 'test/'}${page}/${id}`
}
