import { keysInEach } from '#shared/subgraph/loader-factories.ts'
import type { Context } from './context.ts'
import type { SubscriptionRecord } from './provider.ts'

/** A contract's subscriptions in all billing systems, newest first; undefined for a contract that the CRM does not know. */
export function loadContractSubscriptions(
  contractId: string,
  context: Context,
): Promise<SubscriptionRecord[] | undefined> {
  return context.loadedRecords.note(`Contract ${contractId}`, readSubscriptions(contractId, context))
}

async function readSubscriptions(
  contractId: string,
  { ids, loaders }: Context,
): Promise<SubscriptionRecord[] | undefined> {
  const links = await ids.linksOf(contractId, 'CRM')
  if (links.length === 0) return undefined
  const keys = keysInEach(loaders.connectionIds, links)
  const found = await Promise.all(keys.map((key) => loaders.subscriptionsOfContract.load(key)))
  return found
    .flatMap((records) => records ?? [])
    .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
}
