import { maySeeCustomer } from '#shared/subgraph/visibility.ts'
import { customerIdOf } from './cases.ts'
import type { Context } from './context.ts'
import type { LoadedRecord } from './loaded-records.ts'
import type { SupportEntitlementMapper } from './mappers.ts'
import type { SupportEntitlementRecord } from './provider.ts'

/** Every entitlement that any support system knows of a customer; undefined when none knows the customer. */
export async function entitlementsOfCustomer(
  customerId: string,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<SupportEntitlementRecord[] | undefined> {
  const links = await loaders.supportLinks.load(customerId)
  if (links.length === 0) return undefined
  return (await Promise.all(links.map((link) => loaders.entitlementsOfAccount.load(link)))).flat()
}

/** The entitlements that name a contract of the CRM; undefined when the CRM does not know the contract. */
export async function entitlementsOfContract(
  contractId: string,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<SupportEntitlementRecord[] | undefined> {
  const links = await loaders.crmLinks.load(contractId)
  if (links.length === 0) return undefined
  const found = await Promise.all(
    links.flatMap(({ nativeId }) =>
      loaders.connectionIds.map((connectionId) =>
        loaders.entitlementsOfContract.load({ connectionId, key: nativeId }),
      ),
    ),
  )
  return found.flat()
}

/** What the crosswalk needs to merge, filter by date and page the entitlements of several systems. */
export async function toEntitlementRefs(
  records: readonly SupportEntitlementRecord[],
  context: Pick<Context, 'loaders'>,
): Promise<{ id: string; start: Date | undefined; end: Date | undefined }[]> {
  const entitlements = await Promise.all(records.map((record) => toSupportEntitlement(record, context)))
  return entitlements.map(({ id, record: { start, end } }) => ({ id, start, end }))
}

/** An entitlement with the id that it has, or now gets. */
export async function toSupportEntitlement(
  record: SupportEntitlementRecord,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<SupportEntitlementMapper> {
  const { connectionId, objectType, nativeId } = record.source
  const id = await loaders.ownId.load({
    type: 'SupportEntitlement',
    ref: { connectionId, objectType, nativeId },
  })
  return { id, record }
}

/** By canonical id; undefined when there is none, or the caller may not see its customer. */
export async function findVisibleEntitlement(
  id: string,
  context: Context,
): Promise<SupportEntitlementMapper | undefined> {
  const [link] = await context.loaders.supportLinks.load(id)
  const record = link && (await context.loaders.entitlement.load(link))
  if (!record) return undefined
  const customerId = await customerIdOf(record.account, context)
  return maySeeCustomer(context.request.caller, customerId) ? { id, record } : undefined
}

export function loadedEntitlements(
  records: readonly SupportEntitlementRecord[] | undefined,
  { loaders }: Pick<Context, 'loaders'>,
): LoadedRecord[] {
  return (records ?? []).map(({ source }) => ({
    source,
    fields: loaders.fieldSourcesOf(source.connectionId).supportEntitlement,
  }))
}
