import type { CaseCommercialContextResolvers } from '../__generated__/resolvers.ts'
import { loadBalance } from '../records.ts'

export const CaseCommercialContext: CaseCommercialContextResolvers = {
  __resolveReference: ({ caseId, customerId }) => ({ caseId, customerId }),
  overdue: async ({ customerId }, _, context) => (await loadBalance(customerId, context))?.overdue,
}
