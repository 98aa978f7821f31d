import { toSourceReads } from '#shared/provenance.ts'
import type { FeatureEntitlementResolvers } from '../__generated__/resolvers.ts'
import { toContract } from '../contracts.ts'
import { toCustomer } from '../customers.ts'
import { findGrantingSubscription } from '../feature-entitlements.ts'
import { findEntitlement, withId } from '../records.ts'

export const FeatureEntitlement: FeatureEntitlementResolvers = {
  __resolveReference: ({ id }, context) => findEntitlement(id, context),

  customer: ({ record }, _arguments, context) => toCustomer(record, context),
  status: ({ record }) => record.status,
  validFor: ({ record }) => record.validFor,

  async contract({ record }, _arguments, context) {
    const subscription = await findGrantingSubscription(record, context)
    return subscription ? toContract(subscription, context) : null
  },

  // Billing systems grant by what is subscribed to.
  source: () => 'SUBSCRIPTION',
  feature: ({ record }) => record.feature,
  level: ({ record }) => record.level,
  overridden: ({ record }) => record.overridden,

  async subscription({ record }, _arguments, context) {
    const subscription = await findGrantingSubscription(record, context)
    return subscription && withId('BillingSubscription', subscription, context)
  },

  billingReads: ({ record }) => toSourceReads(record.source, record.fieldSources),
}
