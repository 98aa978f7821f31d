import type { OpportunityResolvers } from '../__generated__/resolvers.ts'
import { readsOf } from '../reads.ts'
import { linkedEntity, ownId, recordById } from './references.ts'

export const Opportunity: OpportunityResolvers = {
  __resolveReference: ({ id }, context) =>
    recordById('Opportunity', id, context.loaders.opportunities, context),
  id: (opportunity, _, context) => ownId('Opportunity', opportunity, context),
  customer: ({ source, customerId }, _, context) =>
    linkedEntity('Customer', source.connectionId, customerId, context),
  async lines({ source }, _, { loaders }) {
    const lines = (await loaders.opportunityLines.load(source)) ?? []
    return lines.map((line) => ({ ...line, connectionId: source.connectionId }))
  },
  quote: ({ source: { connectionId }, quoteId }, _, { loaders }) =>
    quoteId === undefined ? null : loaders.quotes.load({ connectionId, nativeId: quoteId }),
  contract: ({ source: { connectionId }, contractId }, _, { loaders }) =>
    contractId === undefined ? null : loaders.contracts.load({ connectionId, nativeId: contractId }),
  crmReads: readsOf,
}
