import { childId } from '#shared/child-id.ts'
import { toEntity, withId } from '#shared/subgraph/records.ts'
import type { BillingSubscriptionResolvers, SubscriptionItemResolvers } from '../__generated__/resolvers.ts'
import { findVisible } from '../records.ts'

export const BillingSubscription: BillingSubscriptionResolvers = {
  __resolveReference: ({ id }, context) =>
    findVisible('BillingSubscription', id, context.loaders.subscription, context),

  customer: ({ record }, _, context) => toEntity('Customer', record.customer, context),
  contract: ({ record }, _, context) => toEntity('Contract', record.contract, context),
  status: ({ record }) => record.status,
  currentPeriod: ({ record }) => record.currentPeriod,
  cancelAtPeriodEnd: ({ record }) => record.cancelAtPeriodEnd,
  items: ({ id, record }) => record.items.map((item) => ({ subscriptionId: id, record: item })),
  mrr: ({ record }) => record.mrr,
  collectionMethod: ({ record }) => record.collectionMethod,
  billingReads: ({ record }, _, { loadedRecords }) => loadedRecords.readsIn(record),
}

export const SubscriptionItem: SubscriptionItemResolvers = {
  id: ({ subscriptionId, record }) => childId(subscriptionId, record.nativeId),
  price: ({ record }, _, context) => withId('Price', record.price, context),
  quantity: ({ record }) => record.quantity,
}
