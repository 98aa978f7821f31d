import type { ForeignRef } from '#shared/crosswalk.ts'
import { isUnreadable } from '#shared/listed.ts'
import { toEntity } from '#shared/subgraph/records.ts'
import type { CaseCommercialContextResolvers } from '../__generated__/resolvers.ts'
import { getCase } from '../cases.ts'
import type { Context } from '../context.ts'
import { entitlementsOfCustomer, toEntitlementRefs } from '../entitlements.ts'

export const CaseCommercialContext: CaseCommercialContextResolvers = {
  __resolveReference: ({ caseId, customerId }) => ({ caseId, customerId }),

  contract: async ({ caseId }, _, context) =>
    toEntity('Contract', await contractOfCase(caseId, context), context),

  async supportEntitlementRefs({ customerId }, _, context) {
    const records = await entitlementsOfCustomer(customerId, context)
    const usable = records?.filter(
      (item) => isUnreadable(item) || item.status === 'ACTIVE' || item.status === 'GRACE',
    )
    return usable && toEntitlementRefs(usable, context)
  },
}

async function contractOfCase(caseId: string, context: Context): Promise<ForeignRef | undefined> {
  const {
    record: { contract, crmContract },
  } = await getCase(caseId, context)
  if (crmContract || !contract) return crmContract
  return (await context.loaders.contract.load(contract))?.crmContract
}
