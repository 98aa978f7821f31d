import type { ContractResolvers } from '../__generated__/resolvers.ts'
import { loadContract } from '../records.ts'

export const Contract: ContractResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  billedToDate: async ({ id }, _, context) => (await loadContract(id, context))?.billedToDate,
  erpReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Contract ${id}`),
}
