import { maySeeCustomer } from '#shared/subgraph/visibility.ts'
import type { QueryResolvers } from '../__generated__/resolvers.ts'

export const Query: QueryResolvers = {
  async order(_, { id }, { ids, loaders, request }) {
    const ref = await loaders.refOf('Order', id)
    const record = ref && (await loaders.order({ id, ref }))
    if (!record) return null
    const customerId = await ids.findId('Customer', record.customer)
    return maySeeCustomer(request.caller, customerId) ? { id, ref } : null
  },
}
