import { childId } from '#shared/child-id.ts'
import { toEntity } from '#shared/subgraph/records.ts'
import type { OrderLineResolvers } from '../__generated__/resolvers.ts'

export const OrderLine: OrderLineResolvers = {
  id: ({ orderId, line }) => childId(orderId, line.key),
  product: ({ line }, _, context) => toEntity('Product', line.product?.source, context),
  quantity: ({ line }) => line.quantity,
  unitPrice: ({ line }) => line.unitPrice,
  // A discount is a line of its own in the ledger, and no line says for which time it is.
  discount: () => null,
  total: ({ line }) => line.total,
  term: () => null,
}
