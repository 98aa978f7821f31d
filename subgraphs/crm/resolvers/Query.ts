import type { QueryResolvers } from '../__generated__/resolvers.ts'
import { findVisible } from '../records.ts'

export const Query: QueryResolvers = {
  contract: (_parent, { id }, context) => findVisible('Contract', id, context.loaders.contract, context),
  opportunity: (_parent, { id }, context) =>
    findVisible('Opportunity', id, context.loaders.opportunity, context),
}
