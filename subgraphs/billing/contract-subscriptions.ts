import { keysInEach } from '#shared/subgraph/loader-factories.ts'
import { onlyVisible } from '#shared/subgraph/records.ts'
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
  context: Context,
): Promise<SubscriptionRecord[] | undefined> {
  const { ids, loaders } = context
  const links = await ids.linksOf(contractId, 'CRM')
  if (links.length === 0) return undefined
  const keys = keysInEach(loaders.connectionIds, links)
  const found = await Promise.all(keys.map((key) => loaders.subscriptionsOfContract.load(key)))
  // A subscription says by itself which contract it is of.
  const visible = await Promise.all(
    found.flatMap((records) => records ?? []).map((record) => onlyVisible(record, context)),
  )
  return visible
    .filter((record) => record !== undefined)
    .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
}
