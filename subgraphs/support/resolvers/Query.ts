import type { QueryResolvers } from '../__generated__/resolvers.ts'
import { findVisibleCase } from '../cases.ts'

export const Query: QueryResolvers = {
  case: (_parent, { id }, context) => findVisibleCase(id, context),
}
