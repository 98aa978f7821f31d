import type { OrderLineResolvers } from '../__generated__/resolvers.ts'
import { lineId, linkedEntity } from './references.ts'

export const OrderLine: OrderLineResolvers = {
  id: lineId,
  product: ({ connectionId, productId }, _, context) =>
    linkedEntity('Product', connectionId, productId, context),
  // A CRM sells for a date, not for a term.
  term: () => null,
}
