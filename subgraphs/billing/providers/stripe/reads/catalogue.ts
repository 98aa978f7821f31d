import type {
  FeatureEntitlementRecord,
  FeatureRecord,
  PriceListRequest,
  PriceRecord,
  ProductRecord,
} from '#billing/provider.ts'
import type { Answer } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Page } from '#shared/page.ts'
import { nativeActiveEntitlement, nativePrice, nativeProduct, nativeProductFeature } from '../native.ts'
import { toCanonicalEntitlement, toCanonicalFeature, toCanonicalProduct } from '../to-canonical/catalogue.ts'
import { toCanonicalPrice } from '../to-canonical/price.ts'
import { parseNative } from '../to-canonical/record.ts'
import { LARGEST_PAGE, readAll, scanList } from './list.ts'
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
  return answerEach(productNativeIds, (id) =>
    readAll(
      (params) => reading.client.read(call, (stripe) => stripe.products.listFeatures(id, params)),
      (native) =>
        toCanonicalFeature(parseNative(nativeProductFeature, native, mapping).entitlement_feature, mapping),
    ),
  )
}

function toPrice(reading: Reading, native: unknown): PriceRecord {
  const mapping = mappingOf(reading)
  return toCanonicalPrice(parseNative(nativePrice, native, mapping), mapping)
}

export function listPrices(
  reading: Reading,
  requests: readonly PriceListRequest[],
  call: CallContext,
): Promise<Answer<Page<PriceRecord>>[]> {
  return listForMany(requests, {
    field: 'product',
    ownerOf: ({ productNativeId }) => productNativeId,
    listOne: ({ productNativeId: product, first, after }) =>
      scanList({
        first,
        after,
        filtered: false,
        list: (params) => reading.client.read(call, (stripe) => stripe.prices.list({ ...params, product })),
        toItem: (native) => toPrice(reading, native),
      }),
    search: (query) =>
      reading.client.read(call, (stripe) => stripe.prices.search({ query, limit: LARGEST_PAGE })),
    toItem: (native) => {
      const item = toPrice(reading, native)
      return { owner: item.product.nativeId, item, createdAt: item.createdAt }
    },
    isWanted: () => true,
  })
}

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
): Promise<Answer<FeatureEntitlementRecord[]>[]> {
  const mapping = mappingOf(reading)
  return answerEach(customerNativeIds, (customer) =>
    readAll(
      (params) =>
        reading.client.read(call, (stripe) =>
          stripe.entitlements.activeEntitlements.list({ ...params, customer, expand: ['data.feature'] }),
        ),
      (native) =>
        toCanonicalEntitlement(parseNative(nativeActiveEntitlement, native, mapping), customer, mapping),
    ),
  )
}
