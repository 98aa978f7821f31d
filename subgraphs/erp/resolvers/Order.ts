import { toEntity } from '#shared/subgraph/records.ts'
import type { OrderResolvers } from '../__generated__/resolvers.ts'
import { getOrder } from '../orders.ts'
import { refOf } from '../records.ts'
import { toLegalEntity } from './LegalEntity.ts'

export const Order: OrderResolvers = {
  async __resolveReference({ id }, context) {
    const ref = await refOf('Order', id, context)
    return ref ? { id, ref } : null
  },
  orderNumber: async (order, _, context) => (await getOrder(order, context)).orderNumber,
  customer: async (order, _, context) =>
    toEntity('Customer', (await getOrder(order, context)).customer, context),
  contract: async (order, _, context) =>
    toEntity('Contract', (await getOrder(order, context)).contract, context),
  status: async (order, _, context) => (await getOrder(order, context)).status,
  async lines(order, _, context) {
    const { lines } = await getOrder(order, context)
    return lines.map((line) => ({ orderId: order.id, line }))
  },
  total: async (order, _, context) => (await getOrder(order, context)).total,
  orderedAt: async (order, _, context) => `${(await getOrder(order, context)).orderedOn}T00:00:00Z`,
  legalEntity: async (order, _, context) =>
    toLegalEntity((await getOrder(order, context)).legalEntity, context),
  // The ERP knows sellers, not business units; which seller belongs to which unit is configuration elsewhere.
  businessUnit: () => null,
  erpReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Order ${id}`),
}
