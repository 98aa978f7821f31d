import type { OrderLineResolvers } from '../__generated__/resolvers.ts'

export const OrderLine: OrderLineResolvers = {
  id: ({ orderId, line }) => `${orderId}/${line.key}`,
  async product({ line }, _, { ids }) {
    const id = line.product && (await ids.findId('Product', line.product.source))
    return id === undefined ? null : { id }
  },
  quantity: ({ line }) => line.quantity,
  unitPrice: ({ line }) => line.unitPrice,
  // A discount is a line of its own in the ledger, and no line says for which time it is.
  discount: () => null,
  total: ({ line }) => line.total,
  term: () => null,
}
