import { toSourceReads } from '#shared/provenance.ts'
import type { BillingSubscriptionResolvers, SubscriptionItemResolvers } from '../__generated__/resolvers.ts'
import { childId } from '../child-id.ts'
import { toContract } from '../contracts.ts'
import { toCustomer } from '../customers.ts'
import { findVisible, withId } from '../records.ts'

export const BillingSubscription: BillingSubscriptionResolvers = {
  __resolveReference: ({ id }, context) =>
    findVisible('BillingSubscription', id, context.loaders.subscription, context),

  customer: ({ record }, _arguments, context) => toCustomer(record, context),
  contract: ({ record }, _arguments, context) => toContract(record, context),
  status: ({ record }) => record.status,
  currentPeriod: ({ record }) => record.currentPeriod,
  cancelAtPeriodEnd: ({ record }) => record.cancelAtPeriodEnd,
  items: ({ id, record }) => record.items.map((item) => ({ subscriptionId: id, record: item })),
  mrr: ({ record }) => record.mrr,
  collectionMethod: ({ record }) => record.collectionMethod,
  billingReads: ({ record }) => toSourceReads(record.source, record.fieldSources),
}

export const SubscriptionItem: SubscriptionItemResolvers = {
  id: ({ subscriptionId, record }) => childId(subscriptionId, record.nativeId),
  price: ({ record }, _arguments, context) => withId('Price', record.price, context),
  quantity: ({ record }) => record.quantity,
}
