import type { ContractLineResolvers } from '../__generated__/resolvers.ts'
import { lineId, linkedEntity } from './references.ts'

export const ContractLine: ContractLineResolvers = {
  id: lineId,
  product: ({ connectionId, productId }, _, context) =>
    linkedEntity('Product', connectionId, productId, context),
}
