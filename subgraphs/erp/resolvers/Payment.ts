import type { PaymentResolvers } from '../__generated__/resolvers.ts'
import { objectKey } from '../loaders.ts'

export const Payment: PaymentResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  allocations: async ({ id }, _, { loaders }) => (await loaders.payment(id))?.allocations,
  erpReads: ({ id }, _, { reads }) => reads.of(objectKey('Payment', id)),
}
