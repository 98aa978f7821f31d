import type { QuoteResolvers } from '../__generated__/resolvers.ts'
import { linkedEntity, ownId, recordById } from './references.ts'

export const Quote: QuoteResolvers = {
  __resolveReference: ({ id }, context) => recordById('Quote', id, context.loaders.quotes, context),
  id: (quote, _, context) => ownId('Quote', quote, context),
  customer: ({ source, customerId }, _, context) =>
    linkedEntity('Customer', source.connectionId, customerId, context),
  async lines({ source }, _, { loaders }) {
    const lines = (await loaders.quoteLines.load(source)) ?? []
    return lines.map((line) => ({ ...line, connectionId: source.connectionId }))
  },
}
