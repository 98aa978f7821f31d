import { assertId } from '#shared/global-id.ts'
import type { OrderResolvers } from '../__generated__/resolvers.ts'
import { readsOfLoaded } from '../reads.ts'

export const Order: OrderResolvers = {
  __resolveReference({ id }) {
    assertId('Order', id)
    return { id }
  },
  purchaseOrderNumber: async ({ id }, _, { loaders }) => (await loaders.orders.load(id))?.purchaseOrderNumber,
  async quote({ id }, _, { loaders }) {
    const order = await loaders.orders.load(id)
    if (order?.quoteId === undefined) return null
    return loaders.quotes.load({ connectionId: order.source.connectionId, nativeId: order.quoteId })
  },
  crmReads: ({ id }, _, { loaders }) => readsOfLoaded(loaders.orders, id, (record) => [record]),
}
