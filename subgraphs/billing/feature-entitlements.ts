import { allRecords, isUnreadable, type Listed } from '#shared/listed.ts'
import type { Context } from './context.ts'
import { customerKeysOf } from './customers.ts'
import type { FeatureEntitlementRecord, SubscriptionRecord } from './provider.ts'
import { entitlementId } from './records.ts'

/** All that a customer may use now; undefined when no billing system knows the customer. */
export async function entitlementsOfCustomer(
  customerId: string,
  context: Context,
): Promise<Listed<FeatureEntitlementRecord>[] | undefined> {
  const keys = await customerKeysOf(customerId, context)
  if (!keys) return undefined
  const found = await Promise.all(
    keys.map(({ connectionId, nativeId }) =>
      context.loaders.featureEntitlements.load({ connectionId, nativeId }),
    ),
  )
  return found.flatMap((records) => records ?? [])
}

/** One that cannot be read has an id all the same, and fails where it is shown. */
export function toEntitlementRefs(items: readonly Listed<FeatureEntitlementRecord>[], context: Context) {
  return Promise.all(
    items.map(async (item) => ({
      id: await entitlementId(item, context),
      ...(isUnreadable(item) ? UNKNOWN_PERIOD : item.validFor),
    })),
  )
}

const UNKNOWN_PERIOD = { start: undefined, end: undefined }

const GRANTING: readonly SubscriptionRecord['status'][] = ['ACTIVE', 'TRIALING', 'PAST_DUE', 'NON_RENEWING']

/** The newest running subscription to a product that grants the feature. */
export async function findGrantingSubscription(
  { feature, customer: { connectionId, nativeId } }: FeatureEntitlementRecord,
  context: Context,
): Promise<SubscriptionRecord | undefined> {
  const page = await context.loaders.subscriptionPage.load({
    connectionId,
    customer: { nativeId, crmNativeIds: [] },
    first: 100,
    after: undefined,
    statuses: undefined,
  })
  const running = allRecords(page?.items ?? []).filter(({ status }) => GRANTING.includes(status))
  const granted = await Promise.all(running.map((subscription) => featureIdsOf(subscription, context)))
  return running.find((_, index) => granted[index]?.has(feature.ref.nativeId))
}

/** What a contract's running subscriptions grant, of what their customers may use now. */
export async function entitlementsOfSubscriptions(
  subscriptions: readonly SubscriptionRecord[],
  context: Context,
): Promise<FeatureEntitlementRecord[]> {
  const running = subscriptions.filter(({ status }) => GRANTING.includes(status))
  const granted = await Promise.all(
    running.map(async (subscription) => {
      const [featureIds, active] = await Promise.all([
        featureIdsOf(subscription, context),
        context.loaders.featureEntitlements.load(subscription.customer),
      ])
      return allRecords(active ?? []).filter(({ feature }) => featureIds.has(feature.ref.nativeId))
    }),
  )
  return [...new Set(granted.flat())]
}

async function featureIdsOf({ items }: SubscriptionRecord, { loaders }: Context): Promise<Set<string>> {
  const features = await Promise.all(items.map(({ price }) => loaders.featuresOfProduct.load(price.product)))
  return new Set(features.flatMap((list) => list ?? []).map(({ ref }) => ref.nativeId))
}
