import type { ProductResolvers } from '../__generated__/resolvers.ts'
import { objectKey } from '../loaders.ts'

export const Product: ProductResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  sku: async ({ id }, _, { loaders }) => (await loaders.product(id))?.sku,
  kind: async ({ id }, _, { loaders }) => (await loaders.product(id))?.kind,
  active: async ({ id }, _, { loaders }) => (await loaders.product(id))?.active,
  revenueRecognitionRule: async ({ id }, _, { loaders }) =>
    (await loaders.product(id))?.revenueRecognitionRule,
  erpTaxCode: async ({ id }, _, { loaders }) => (await loaders.product(id))?.taxCode,
  erpReads: ({ id }, _, { reads }) => reads.of(objectKey('Product', id)),
}
