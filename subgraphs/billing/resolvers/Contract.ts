import type { ContractResolvers } from '../__generated__/resolvers.ts'
import { loadContractSubscriptions } from '../contract-subscriptions.ts'
import { entitlementsOfSubscriptions, toEntitlementRefs } from '../feature-entitlements.ts'
import { withIds } from '../records.ts'
import { toRenewalTerms } from '../renewal.ts'

export const Contract: ContractResolvers = {
  __resolveReference: ({ id }) => ({ id }),

  async subscriptions({ id }, _arguments, context) {
    const records = await loadContractSubscriptions(id, context)
    return records && withIds('BillingSubscription', records, context)
  },

  async billingRenewal({ id }, _arguments, context) {
    const records = await loadContractSubscriptions(id, context)
    return records && toRenewalTerms(records)
  },

  async featureEntitlementRefs({ id }, _arguments, context) {
    const records = await loadContractSubscriptions(id, context)
    if (!records) return null
    return toEntitlementRefs(await entitlementsOfSubscriptions(records, context), context)
  },

  billingReads: ({ id }, _arguments, { loadedRecords }) => loadedRecords.readsOf(`Contract ${id}`),
}
