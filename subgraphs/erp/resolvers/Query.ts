import type { QueryResolvers } from '../__generated__/resolvers.ts'
import { findVisibleOrder } from '../orders.ts'

export const Query: QueryResolvers = {
  order: (_parent, { id }, context) => findVisibleOrder(id, context),
}
