import { childId } from '#shared/child-id.ts'
import { toEntity } from '#shared/subgraph/records.ts'
import type { ContractLineResolvers } from '../__generated__/resolvers.ts'

export const ContractLine: ContractLineResolvers = {
  id: ({ parentId, nativeId }) => childId(parentId, nativeId),
  product: ({ product }, _, context) => toEntity('Product', product, context),
}
