import type { FeatureResolvers, PriceResolvers, ProductResolvers } from '../__generated__/resolvers.ts'
import { loadConnection } from '../customer-pages.ts'
import { loadFeatures, loadProducts } from '../products.ts'
import { findRecord } from '../records.ts'

export const Product: ProductResolvers = {
  __resolveReference: ({ id }) => ({ id }),

  features: ({ id }, _arguments, context) => loadFeatures(id, context),

  async prices({ id }, pageArguments, context) {
    const links = await context.loaders.billingLinks.load(id)
    if (links.length === 0) return null
    const connection = { kind: 'Product.prices', type: 'Price' } as const
    return loadConnection(connection, links, pageArguments, context, ({ connectionId, nativeId }, part) =>
      context.loaders.pricePage.load({ connectionId, productNativeId: nativeId, ...part }),
    )
  },

  billingName: async ({ id }, _arguments, context) => (await loadProducts(id, context))[0]?.name,

  async billingTaxCode({ id }, _arguments, context) {
    const records = await loadProducts(id, context)
    return records.map(({ taxCode }) => taxCode).find((code) => code !== undefined)
  },

  billingReads: ({ id }, _arguments, { loadedRecords }) => loadedRecords.readsOf(`Product ${id}`),
}

export const Feature: FeatureResolvers = {
  id: ({ ref }, _arguments, { loaders }) => loaders.ownId.load({ type: 'Feature', ref }),
}

export const Price: PriceResolvers = {
  async __resolveReference({ id }, context) {
    const record = await findRecord('Price', id, context.loaders.price, context)
    return record ? { id, record } : null
  },

  async product({ record }, _arguments, { loaders }) {
    const id = await loaders.foundId.load({ type: 'Product', ref: record.product })
    return id === undefined ? null : { id }
  },

  unitAmount: ({ record }) => record.unitAmount,
  interval: ({ record }) => record.interval,
  intervalCount: ({ record }) => record.intervalCount,
  taxBehavior: ({ record }) => record.taxBehavior,
}
