import { assertId } from '#shared/global-id.ts'
import type { Context } from './context.ts'
import type { OwnType } from './crosswalk-loaders.ts'
import { onlyVisible } from './customers.ts'
import type { Load, RecordKey } from './loader-factories.ts'
import type { FeatureEntitlementMapper } from './mappers.ts'
import { type BillingRecord, type FeatureEntitlementRecord, parseEntitlementRefId } from './provider.ts'

/** A record with the id that it has, or now gets. */
export async function withId<Record extends BillingRecord>(
  type: OwnType,
  record: Record,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<{ id: string; record: Record }> {
  const { connectionId, objectType, nativeId } = record.source
  return { id: await loaders.ownId.load({ type, ref: { connectionId, objectType, nativeId } }), record }
}

export function withIds<Record extends BillingRecord>(
  type: OwnType,
  records: readonly Record[],
  context: Pick<Context, 'loaders'>,
): Promise<{ id: string; record: Record }[]> {
  return Promise.all(records.map((record) => withId(type, record, context)))
}

/** A record by its canonical id; undefined when nothing is known by it, or its record is gone. INVALID_ID for another type's. */
export async function findRecord<Record>(
  type: OwnType,
  id: string,
  loader: Load<RecordKey, Record | undefined>,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<Record | undefined> {
  assertId(type, id)
  const [link] = await loaders.billingLinks.load(id)
  return link && loader.load(link)
}

/** The same for a record that hangs on a customer, hidden from a caller who may not see that one. */
export async function findVisible<
  Record extends BillingRecord & { customer: (RecordKey & { objectType: string }) | undefined },
>(
  type: OwnType,
  id: string,
  loader: Load<RecordKey, Record | undefined>,
  context: Context,
): Promise<{ id: string; record: Record } | null> {
  const record = await onlyVisible(await findRecord(type, id, loader, context), context)
  return record ? { id, record } : null
}

/** Entitlements are read a customer at a time, so their ref names the customer. */
export async function findEntitlement(
  id: string,
  context: Context,
): Promise<FeatureEntitlementMapper | null> {
  assertId('FeatureEntitlement', id)
  const [link] = await context.loaders.billingLinks.load(id)
  const position = link && parseEntitlementRefId(link.nativeId)
  if (!position) return null
  const { connectionId } = link
  const all = await context.loaders.featureEntitlements.load({
    connectionId,
    nativeId: position.customerNativeId,
  })
  const found = all?.find(({ source }) => source.nativeId === position.entitlementNativeId)
  const record = await onlyVisible(found, context)
  return record ? { id, record } : null
}

export function entitlementId(
  { ref }: FeatureEntitlementRecord,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<string> {
  return loaders.ownId.load({ type: 'FeatureEntitlement', ref })
}
