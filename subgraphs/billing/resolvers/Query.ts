import type { QueryResolvers } from '../__generated__/resolvers.ts'
import { findVisible } from '../records.ts'

export const Query: QueryResolvers = {
  invoice: (_parent, { id }, context) => findVisible('Invoice', id, context.loaders.invoice, context),
}
