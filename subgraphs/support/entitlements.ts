import { isUnreadable, type Listed } from '#shared/listed.ts'
import { keysInEach } from '#shared/subgraph/loader-factories.ts'
import { allVisible, findRecord, idOf, onlyVisible } from '#shared/subgraph/records.ts'
import type { Context } from './context.ts'
import type { SupportEntitlementMapper } from './mappers.ts'
import type { SupportEntitlementRecord } from './provider.ts'

/** Every entitlement that any support system knows of a customer; undefined when none knows the customer. */
export async function entitlementsOfCustomer(
  customerId: string,
  { ids, loaders }: Context,
): Promise<Listed<SupportEntitlementRecord>[] | undefined> {
  const links = await ids.linksOf(customerId, 'SUPPORT')
  if (links.length === 0) return undefined
  const found = await Promise.all(links.map((link) => loaders.entitlementsOfAccount.load(link)))
  return found.flatMap((records) => records ?? [])
}

/** The entitlements that name a contract of the CRM; undefined when the CRM does not know the contract. */
export async function entitlementsOfContract(
  contractId: string,
  context: Context,
): Promise<Listed<SupportEntitlementRecord>[] | undefined> {
  const { ids, loaders } = context
  const links = await ids.linksOf(contractId, 'CRM')
  if (links.length === 0) return undefined
  const keys = keysInEach(loaders.connectionIds, links)
  const found = await Promise.all(keys.map((key) => loaders.entitlementsOfContract.load(key)))
  return allVisible(
    found.flatMap((records) => records ?? []),
    context,
  )
}

/**
 * What the crosswalk needs to merge, filter by date and page the entitlements of several systems. One that cannot be read
 * has an id all the same, and fails where it is shown.
 */
export function toEntitlementRefs(
  items: readonly Listed<SupportEntitlementRecord>[],
  context: Context,
): Promise<{ id: string; start: Date | undefined; end: Date | undefined }[]> {
  return Promise.all(
    items.map(async (item) => {
      const type = 'SupportEntitlement'
      if (!isUnreadable(item))
        return { id: await idOf(type, item, context), start: item.start, end: item.end }
      return { id: await context.ids.ensureId(type, item.source), start: item.createdAt, end: undefined }
    }),
  )
}

/** By canonical id; null when there is none, or the caller may not see its customer. */
export async function findVisibleEntitlement(
  id: string,
  context: Context,
): Promise<SupportEntitlementMapper | null> {
  const object = { type: 'SupportEntitlement', id, domain: 'SUPPORT' } as const
  const found = await findRecord(object, context.loaders.entitlement, context)
  const record = await onlyVisible(found, context)
  return record ? { id, record } : null
}
