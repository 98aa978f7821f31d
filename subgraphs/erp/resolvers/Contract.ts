import { loadContract } from '../records.ts'
import type { ContractResolvers } from '../__generated__/resolvers.ts'

export const Contract: ContractResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  billedToDate: async ({ id }, _, context) => (await loadContract(id, context))?.billedToDate,
  erpReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Contract ${id}`),
}
