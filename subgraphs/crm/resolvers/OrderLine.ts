import { childId } from '#shared/child-id.ts'
import { toEntity } from '#shared/subgraph/records.ts'
import type { OrderLineResolvers } from '../__generated__/resolvers.ts'

export const OrderLine: OrderLineResolvers = {
  id: ({ parentId, nativeId }) => childId(parentId, nativeId),
  product: ({ product }, _, context) => toEntity('Product', product, context),
  // A CRM sells for a date, not for a term.
  term: () => null,
}
