import type { ContractResolvers } from '../__generated__/resolvers.ts'
import { entitlementsOfContract, toEntitlementRefs } from '../entitlements.ts'

export const Contract: ContractResolvers = {
  __resolveReference: ({ id }) => ({ id }),

  async supportEntitlementRefs({ id }, _, context) {
    const records = await entitlementsOfContract(id, context)
    return records && toEntitlementRefs(records, context)
  },
}
