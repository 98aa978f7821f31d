import { assertId } from '#shared/global-id.ts'
import type { OrderResolvers } from '../__generated__/resolvers.ts'
import { loadOrder } from '../records.ts'

export const Order: OrderResolvers = {
  __resolveReference({ id }) {
    assertId('Order', id)
    return { id }
  },
  purchaseOrderNumber: async ({ id }, _, context) => (await loadOrder(id, context))?.purchaseOrderNumber,
  async quote({ id }, _, context) {
    const quote = (await loadOrder(id, context))?.quote
    return quote && context.loaders.quote.load(quote)
  },
  crmReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Order ${id}`),
}
