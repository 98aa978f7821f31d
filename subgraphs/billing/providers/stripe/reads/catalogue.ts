import { z } from 'zod'
import {
  entitlementRefId,
  type FeatureEntitlementRecord,
  type FeatureRecord,
  type PriceListRequest,
  type PriceRecord,
  type ProductRecord,
} from '#billing/provider.ts'
import type { Answer } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { allRecords, isUnreadable, type Listed, type UnreadableRecord } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import { nativeActiveEntitlement, nativePrice, nativeProduct, nativeProductFeature } from '../native.ts'
import { toCanonicalEntitlement, toCanonicalFeature, toCanonicalProduct } from '../to-canonical/catalogue.ts'
import { toCanonicalPrice } from '../to-canonical/price.ts'
import { parseNative } from '../to-canonical/record.ts'
import { LARGEST_PAGE, readWhole, scanList } from './list.ts'
import { answerEach, chunksOf, mappingOf, type Reading } from './reading.ts'
import { listForMany } from './search.ts'

/** The one list that takes many ids. */
export async function getProducts(
  reading: Reading,
  nativeIds: readonly string[],
  call: CallContext,
): Promise<Answer<ProductRecord>[]> {
  const chunks = await Promise.all(
    chunksOf(nativeIds, LARGEST_PAGE).map((ids) => listProducts(reading, ids, call)),
  )
  return answerEach(nativeIds, async (id) => {
    const product = chunks.flatMap(({ data }) => data).find((candidate) => candidate.id === id)
    if (!product) return undefined
    const mapping = mappingOf(reading)
    return toCanonicalProduct(parseNative(nativeProduct, product, mapping), mapping)
  })
}

function listProducts(reading: Reading, ids: string[], call: CallContext) {
  return reading.client.read(call, (stripe) => stripe.products.list({ ids, limit: LARGEST_PAGE }))
}

/** One call for each product: neither product nor price holds its features. */
export function listFeatures(
  reading: Reading,
  productNativeIds: readonly string[],
  call: CallContext,
): Promise<Answer<FeatureRecord[]>[]> {
  const mapping = mappingOf(reading)
  return answerEach(productNativeIds, async (id) => {
    const features = await readWhole<FeatureRecord>({
      connectionId: reading.connectionId,
      list: (params) => reading.client.read(call, (stripe) => stripe.products.listFeatures(id, params)),
      toItem: (native) =>
        toCanonicalFeature(parseNative(nativeProductFeature, native, mapping).entitlement_feature, mapping),
    })
    return allRecords(features)
  })
}

function toPrice(reading: Reading, native: unknown): PriceRecord {
  const mapping = mappingOf(reading)
  return toCanonicalPrice(parseNative(nativePrice, native, mapping), mapping)
}

export function listPrices(
  reading: Reading,
  requests: readonly PriceListRequest[],
  call: CallContext,
): Promise<Answer<Page<Listed<PriceRecord>>>[]> {
  return listForMany(requests, {
    connectionId: reading.connectionId,
    field: 'product',
    ownerOf: ({ productNativeId }) => productNativeId,
    listOne: ({ productNativeId: product, first, after }) =>
      scanList({
        connectionId: reading.connectionId,
        first,
        after,
        filtered: false,
        list: (params) => reading.client.read(call, (stripe) => stripe.prices.list({ ...params, product })),
        toItem: (native) => toPrice(reading, native),
      }),
    search: (query) =>
      reading.client.read(call, (stripe) => stripe.prices.search({ query, limit: LARGEST_PAGE })),
    toItem: (native) => (isOffered(native) ? toPrice(reading, native) : undefined),
    isWanted: () => true,
  })
}

/**
 * Whether a price is one of the catalogue. A search finds what a list leaves out: those that were withdrawn, and those that were
 * made on the spot for one customer, which are nobody else's to see.
 */
const isOffered = (native: unknown): boolean => OFFERED.safeParse(native).success
const OFFERED = z.looseObject({ active: z.literal(true) })

export function getPrices(
  reading: Reading,
  nativeIds: readonly string[],
  call: CallContext,
): Promise<Answer<PriceRecord>[]> {
  return answerEach(nativeIds, async (id) =>
    toPrice(reading, await reading.client.read(call, (stripe) => stripe.prices.retrieve(id))),
  )
}

/** One call for each customer: active entitlements can neither be searched nor listed for several. */
export function listFeatureEntitlements(
  reading: Reading,
  customerNativeIds: readonly string[],
  call: CallContext,
): Promise<Answer<Listed<FeatureEntitlementRecord>[]>[]> {
  const mapping = mappingOf(reading)
  return answerEach(customerNativeIds, async (customer) => {
    const items = await readWhole<FeatureEntitlementRecord>({
      connectionId: reading.connectionId,
      list: (params) =>
        reading.client.read(call, (stripe) =>
          stripe.entitlements.activeEntitlements.list({ ...params, customer, expand: ['data.feature'] }),
        ),
      toItem: (native) =>
        toCanonicalEntitlement(parseNative(nativeActiveEntitlement, native, mapping), customer, mapping),
    })
    return items.map((item) => (isUnreadable(item) ? withinCustomer(item, customer) : item))
  })
}

/** An entitlement is known only within its customer; its failure names it as Stripe does. */
function withinCustomer(
  { source, createdAt, failure }: UnreadableRecord,
  customerNativeId: string,
): UnreadableRecord {
  const nativeId = entitlementRefId({ customerNativeId, entitlementNativeId: source.nativeId })
  return { source: { ...source, nativeId }, createdAt, failure }
}
