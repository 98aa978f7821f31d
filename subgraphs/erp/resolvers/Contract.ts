import type { ContractResolvers } from '../__generated__/resolvers.ts'
import { objectKey } from '../loaders.ts'

export const Contract: ContractResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  billedToDate: async ({ id }, _, { loaders }) => (await loaders.contract(id))?.billedToDate,
  erpReads: ({ id }, _, { reads }) => reads.of(objectKey('Contract', id)),
}
