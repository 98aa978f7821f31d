import { followVisible, idOf, toEntity } from '#shared/subgraph/records.ts'
import type { OpportunityResolvers } from '../__generated__/resolvers.ts'
import { findVisible } from '../records.ts'

export const Opportunity: OpportunityResolvers = {
  __resolveReference: ({ id }, context) =>
    findVisible('Opportunity', id, context.loaders.opportunity, context),
  id: (record, _, context) => idOf('Opportunity', record, context),
  customer: ({ customer }, _, context) => toEntity('Customer', customer, context),
  async lines({ source }, _, { ids, loaders }) {
    const [parentId, lines] = await Promise.all([
      ids.ensureId('Opportunity', source),
      loaders.opportunityLines.load(source),
    ])
    return (lines ?? []).map((line) => ({ ...line, parentId }))
  },
  quote: ({ quote }, _, context) => followVisible(quote, context.loaders.quote, context),
  contract: ({ contract }, _, context) => followVisible(contract, context.loaders.contract, context),
  crmReads: (record, _, { loadedRecords }) => loadedRecords.readsIn(record),
}
