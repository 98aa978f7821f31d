import { toEntity, withId } from '#shared/subgraph/records.ts'
import type { FeatureEntitlementResolvers } from '../__generated__/resolvers.ts'
import { findGrantingSubscription } from '../feature-entitlements.ts'
import { findEntitlement } from '../records.ts'

export const FeatureEntitlement: FeatureEntitlementResolvers = {
  __resolveReference: ({ id }, context) => findEntitlement(id, context),

  customer: ({ record }, _, context) => toEntity('Customer', record.customer, context),
  status: ({ record }) => record.status,
  validFor: ({ record }) => record.validFor,

  async contract({ record }, _, context) {
    const subscription = await findGrantingSubscription(record, context)
    return toEntity('Contract', subscription?.contract, context)
  },

  // Billing systems grant by what is subscribed to.
  source: () => 'SUBSCRIPTION',
  feature: ({ record }) => record.feature,
  level: ({ record }) => record.level,
  overridden: ({ record }) => record.overridden,

  async subscription({ record }, _, context) {
    const subscription = await findGrantingSubscription(record, context)
    return subscription && withId('BillingSubscription', subscription, context)
  },

  billingReads: ({ record }, _, { loadedRecords }) => loadedRecords.readsIn(record),
}
