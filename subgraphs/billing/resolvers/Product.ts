import { findRecord, toEntity } from '#shared/subgraph/records.ts'
import type { FeatureResolvers, PriceResolvers, ProductResolvers } from '../__generated__/resolvers.ts'
import { loadConnection } from '../customer-pages.ts'
import { loadFeatures, loadProducts } from '../products.ts'

export const Product: ProductResolvers = {
  __resolveReference: ({ id }) => ({ id }),

  features: ({ id }, _, context) => loadFeatures(id, context),

  async prices({ id }, pageArguments, context) {
    const links = await context.ids.linksOf(id, 'BILLING')
    if (links.length === 0) return null
    const connection = { kind: 'Product.prices', type: 'Price' } as const
    return loadConnection(connection, links, pageArguments, context, ({ connectionId, nativeId }, part) =>
      context.loaders.pricePage.load({ connectionId, productNativeId: nativeId, ...part }),
    )
  },

  billingName: async ({ id }, _, context) => (await loadProducts(id, context))[0]?.name,

  async billingTaxCode({ id }, _, context) {
    const records = await loadProducts(id, context)
    return records.map(({ taxCode }) => taxCode).find((code) => code !== undefined)
  },

  billingReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Product ${id}`),
}

export const Feature: FeatureResolvers = {
  id: ({ ref }, _, { ids }) => ids.ensureId('Feature', ref),
}

export const Price: PriceResolvers = {
  async __resolveReference({ id }, context) {
    const record = await findRecord({ type: 'Price', id, domain: 'BILLING' }, context.loaders.price, context)
    return record ? { id, record } : null
  },

  product: ({ record }, _, context) => toEntity('Product', record.product, context),

  unitAmount: ({ record }) => record.unitAmount,
  interval: ({ record }) => record.interval,
  intervalCount: ({ record }) => record.intervalCount,
  taxBehavior: ({ record }) => record.taxBehavior,
}
