import { assertId } from '#shared/global-id.ts'
import type { ProductResolvers } from '../__generated__/resolvers.ts'
import { readsOfLoaded } from '../reads.ts'

export const Product: ProductResolvers = {
  __resolveReference({ id }) {
    assertId('Product', id)
    return { id }
  },
  crmName: async ({ id }, _, { loaders }) => (await loaders.products.load(id))?.name,
  crmReads: ({ id }, _, { loaders }) => readsOfLoaded(loaders.products, id, (record) => [record]),
}
