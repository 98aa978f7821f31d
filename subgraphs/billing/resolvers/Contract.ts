import { withIds } from '#shared/subgraph/records.ts'
import type { ContractResolvers } from '../__generated__/resolvers.ts'
import { loadContractSubscriptions } from '../contract-subscriptions.ts'
import { entitlementsOfSubscriptions, toEntitlementRefs } from '../feature-entitlements.ts'
import { toRenewalTerms } from '../renewal.ts'

export const Contract: ContractResolvers = {
  __resolveReference: ({ id }) => ({ id }),

  async subscriptions({ id }, _, context) {
    const records = await loadContractSubscriptions(id, context)
    return records && withIds('BillingSubscription', records, context)
  },

  async billingRenewal({ id }, _, context) {
    const records = await loadContractSubscriptions(id, context)
    return records && toRenewalTerms(records)
  },

  async featureEntitlementRefs({ id }, _, context) {
    const records = await loadContractSubscriptions(id, context)
    if (!records) return null
    return toEntitlementRefs(await entitlementsOfSubscriptions(records, context), context)
  },

  billingReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Contract ${id}`),
}
