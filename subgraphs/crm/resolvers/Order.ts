import { assertId } from '#shared/global-id.ts'
import { followVisible } from '#shared/subgraph/records.ts'
import type { OrderResolvers } from '../__generated__/resolvers.ts'
import { loadOrder } from '../records.ts'

export const Order: OrderResolvers = {
  __resolveReference({ id }) {
    assertId('Order', id)
    return { id }
  },
  purchaseOrderNumber: async ({ id }, _, context) => (await loadOrder(id, context))?.purchaseOrderNumber,
  async quote({ id }, _, context) {
    const order = await loadOrder(id, context)
    return followVisible(order?.quote, context.loaders.quote, context)
  },
  crmReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Order ${id}`),
}
