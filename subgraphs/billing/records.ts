import type { NativeRef } from '#shared/crosswalk.ts'
import { assertId, type EntityType } from '#shared/global-id.ts'
import { isUnreadable, type Listed } from '#shared/listed.ts'
import type { Loader, RecordKey } from '#shared/subgraph/loader-factories.ts'
import { findRecord, noteOwner, type OwnedRecord, onlyVisible } from '#shared/subgraph/records.ts'
import type { Context } from './context.ts'
import type { FeatureEntitlementMapper } from './mappers.ts'
import { type FeatureEntitlementRecord, parseEntitlementRefId } from './provider.ts'

/** A record that hangs on a customer, by its canonical id; null when there is none, or the caller may not see the customer. */
export async function findVisible<Item extends OwnedRecord>(
  type: EntityType,
  id: string,
  loader: Loader<RecordKey, Item>,
  context: Context,
): Promise<{ id: string; record: Item } | null> {
  const found = await findRecord({ type, id, domain: 'BILLING' }, loader, context)
  const record = await onlyVisible(found, context)
  return record ? { id, record } : null
}

/** Entitlements are read a customer at a time, so their ref names the customer. */
export async function findEntitlement(
  id: string,
  context: Context,
): Promise<FeatureEntitlementMapper | null> {
  assertId('FeatureEntitlement', id)
  const [link] = await context.ids.linksOf(id, 'BILLING')
  const position = link && parseEntitlementRefId(link.nativeId)
  if (!position) return null
  const { connectionId } = link
  const all = await context.loaders.featureEntitlements.load({
    connectionId,
    nativeId: position.customerNativeId,
  })
  const found = all?.find((item) => refOf(item).nativeId === link.nativeId)
  if (found && isUnreadable(found)) throw found.failure
  if (found) noteOwner(id, found, { ids: context.ids, ref: link })
  const record = await onlyVisible(found, context)
  return record ? { id, record } : null
}

export async function entitlementId(
  item: Listed<FeatureEntitlementRecord>,
  { ids }: Context,
): Promise<string> {
  const ref = refOf(item)
  const id = await ids.ensureId('FeatureEntitlement', ref)
  if (!isUnreadable(item)) noteOwner(id, item, { ids, ref })
  return id
}

const refOf = (item: Listed<FeatureEntitlementRecord>): NativeRef =>
  isUnreadable(item) ? item.source : item.ref
