import { answerOf } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { type Identity, type IdentitySource, normaliseDomain, normaliseTaxId } from '#shared/crosswalk.ts'
import { isWeftError } from '#shared/errors.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { type NativeCustomer, type NativeProduct, nativeCustomer, nativeProduct } from './native.ts'
import { LARGEST_PAGE, type NativePage } from './reads/list.ts'
import { mappingOf, type Reading } from './reads/reading.ts'
import { type Mapping, parseNative, toInstant, toRef } from './to-canonical/record.ts'

/** Customers and products, newest first; the last id seen is the cursor. One that cannot be read is left out and logged. */
export function createIdentitySource(
  connection: Connection,
  reading: Reading,
  logger: Logger,
): IdentitySource {
  const readable = (native: unknown, toIdentity: (native: unknown) => Identity): Identity[] => {
    const identity = answerOf(() => toIdentity(native))
    if (!isWeftError(identity)) return [identity]
    logger.warn({ system: connection.id, code: identity.code, ...identity.facts }, identity.message)
    return []
  }
  return {
    connectionId: connection.id,
    domain: 'BILLING',
    async listIdentities(type, cursor, call) {
      const mapping = mappingOf(reading)
      const toIdentity = (native: unknown): Identity =>
        type === 'Customer'
          ? toCustomerIdentity(parseNative(nativeCustomer, native, mapping), mapping, connection)
          : toProductIdentity(parseNative(nativeProduct, native, mapping), mapping, connection)
      const { data, has_more } = await listPage(reading, { type, cursor }, call)
      return {
        identities: data.flatMap((native) => readable(native, toIdentity)),
        next: has_more ? data.at(-1)?.id : undefined,
      }
    },
  }
}

function listPage(
  { client }: Reading,
  { type, cursor }: { type: Identity['type']; cursor: string | undefined },
  call: CallContext,
): Promise<NativePage> {
  const params = paramsAfter(cursor)
  return client.read<NativePage>(call, (stripe) =>
    type === 'Customer'
      ? stripe.customers.list({ ...params, expand: ['data.tax_ids'] })
      : stripe.products.list(params),
  )
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
  const erpId = customer.metadata[fields.erpCustomerId]
  return {
    type: 'Customer',
    ref: toRef(mapping, 'customer', customer.id),
    name: customer.name ?? customer.business_name ?? customer.email ?? customer.id,
    legalName: customer.business_name ?? undefined,
    domain: normaliseDomain(customer.metadata[fields.domain]) ?? normaliseDomain(customer.email),
    taxIds: (customer.tax_ids?.data ?? []).map(({ value }) => normaliseTaxId(value)),
    sku: undefined,
    foreignRefs: [
      ...(crmId ? [{ domain: 'CRM' as const, objectType: fields.crmAccountType, nativeId: crmId }] : []),
      ...(erpId ? [{ domain: 'ERP' as const, objectType: fields.erpCustomerType, nativeId: erpId }] : []),
    ],
    parentNativeId: undefined,
    businessUnitKey: customer.metadata[fields.businessUnit],
    // Stripe does not say when a customer last changed.
    updatedAt: undefined,
    url: dashboardUrl(connection, 'customers', customer),
  }
}

function toProductIdentity(product: NativeProduct, mapping: Mapping, connection: Connection): Identity {
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
export function dashboardUrl(
  { environment }: Connection,
  page: string,
  { id, livemode }: { id: string; livemode: boolean },
): string | undefined {
  if (environment === 'SIMULATED') return undefined
  return `https://dashboard.stripe.com/${livemode ? '' : 'test/'}${page}/${id}`
}
