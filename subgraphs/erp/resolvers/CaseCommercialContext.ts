import type { CaseCommercialContextResolvers } from '../__generated__/resolvers.ts'

export const CaseCommercialContext: CaseCommercialContextResolvers = {
  __resolveReference: ({ caseId, customerId }) => ({ caseId, customerId }),
  overdue: async ({ customerId }, _, { loaders }) => (await loaders.balance(customerId))?.overdue,
}
