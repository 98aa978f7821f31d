import { assertId } from '#shared/global-id.ts'
import type { ProductResolvers } from '../__generated__/resolvers.ts'
import { loadProduct } from '../records.ts'

export const Product: ProductResolvers = {
  __resolveReference({ id }) {
    assertId('Product', id)
    return { id }
  },
  crmName: async ({ id }, _, context) => (await loadProduct(id, context))?.name,
  crmReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Product ${id}`),
}
