import type { SupportEntitlementRecord } from '#support/provider.ts'
import { allRecords } from '#shared/listed.ts'
import { answered } from '../answers.ts'
import type { LookContext } from '../process.ts'
import type { ReadSystems } from '../quote-to-cash/read-systems.ts'
import type { EndingContract } from './read-contract.ts'

/** What only a renewal asks for. */
export interface ReadMore {
  /** All that support grants under the old contract. */
  entitlements: readonly SupportEntitlementRecord[]
  /** Whether the customer disputes a payment now. */
  isDisputed: boolean
}

export async function readMore(
  ending: EndingContract,
  systems: ReadSystems,
  look: LookContext,
): Promise<ReadMore> {
  const [entitlements, isDisputed] = await Promise.all([
    readEntitlements(ending, systems, look),
    hasDispute(ending, systems, look),
  ])
  return { entitlements, isDisputed }
}

async function readEntitlements(
  { contract }: EndingContract,
  { support: { connectionId } }: ReadSystems,
  { call, tools }: LookContext,
): Promise<SupportEntitlementRecord[]> {
  if (connectionId === undefined) return []
  const support = tools.support(connectionId)
  const [list] = await support.listEntitlementsOfContracts([contract.source.nativeId], call)
  return allRecords(answered(list) ?? [])
}

async function hasDispute(
  { contract }: EndingContract,
  { billing: { connectionId, record } }: ReadSystems,
  { call, tools }: LookContext,
): Promise<boolean> {
  if (connectionId === undefined || !record) return false
  const customer = {
    nativeId: record.source.nativeId,
    crmNativeIds: contract.customer ? [contract.customer.nativeId] : [],
  }
  const [page] = await tools
    .billing(connectionId)
    .listPayments([{ customer, first: 1, after: undefined, statuses: ['DISPUTED'] }], call)
  return (answered(page)?.items ?? []).length > 0
}
