import type { PaymentResolvers } from '../__generated__/resolvers.ts'
import { loadPayment } from '../records.ts'

export const Payment: PaymentResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  allocations: async ({ id }, _, context) => (await loadPayment(id, context))?.allocations,
  erpReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Payment ${id}`),
}
