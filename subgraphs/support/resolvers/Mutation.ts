import type { MutationResolvers } from '../__generated__/resolvers.ts'
import { escalateCase, openCase } from '../operations.ts'

export const Mutation: MutationResolvers = {
  caseOpen: (_parent, { input }, context) => openCase(input, context),
  caseEscalate: (_parent, { input }, context) => escalateCase(input, context),
}
