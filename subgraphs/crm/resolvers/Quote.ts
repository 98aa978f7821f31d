import { idOf, toEntity } from '#shared/subgraph/records.ts'
import type { QuoteResolvers } from '../__generated__/resolvers.ts'
import { findVisible } from '../records.ts'

export const Quote: QuoteResolvers = {
  __resolveReference: ({ id }, context) => findVisible('Quote', id, context.loaders.quote, context),
  id: (record, _, context) => idOf('Quote', record, context),
  customer: ({ customer }, _, context) => toEntity('Customer', customer, context),
  async lines({ source }, _, { ids, loaders }) {
    const [parentId, lines] = await Promise.all([
      ids.ensureId('Quote', source),
      loaders.quoteLines.load(source),
    ])
    return (lines ?? []).map((line) => ({ ...line, parentId }))
  },
}
