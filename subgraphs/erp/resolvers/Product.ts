import type { ProductResolvers } from '../__generated__/resolvers.ts'
import { loadProduct } from '../records.ts'

export const Product: ProductResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  sku: async ({ id }, _, context) => (await loadProduct(id, context))?.sku,
  kind: async ({ id }, _, context) => (await loadProduct(id, context))?.kind,
  active: async ({ id }, _, context) => (await loadProduct(id, context))?.active,
  revenueRecognitionRule: async ({ id }, _, context) =>
    (await loadProduct(id, context))?.revenueRecognitionRule,
  erpTaxCode: async ({ id }, _, context) => (await loadProduct(id, context))?.taxCode,
  erpReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Product ${id}`),
}
