import { type Answer, settle } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { isWeftError } from '#shared/errors.ts'
import type { BillingProvider, SubscriptionRecord } from './provider.ts'

/** What began to bill contracts of late because of Weft, by what it put down itself; a composition root fills it. */
export type FindMade = (asked: {
  connectionId: string
  crmContractIds: readonly string[]
  now: Date
}) => Promise<readonly { nativeId: string; crmContractId: string }[]>

type Reads = Pick<BillingProvider, 'connection' | 'getSubscriptions' | 'listSubscriptionsOfContracts'>

/**
 * Subscriptions by contract, with those that have just begun to bill it because of Weft, and that a system's search does not find
 * by it yet: they are read by their id. Where the search knows all of them that costs no call.
 */
export async function listOfContracts(
  billing: Reads,
  crmContractIds: readonly string[],
  { findMade, now, call }: { findMade: FindMade; now: Date; call: CallContext },
): Promise<Answer<SubscriptionRecord[]>[]> {
  const [found, made] = await Promise.all([
    billing.listSubscriptionsOfContracts(crmContractIds, call),
    // Without the store the list is as good as the search.
    settle(findMade({ connectionId: billing.connection.id, crmContractIds, now })),
  ])
  const known = new Set(
    found
      .flatMap((answer) => (isWeftError(answer) ? [] : (answer ?? [])))
      .map(({ source }) => source.nativeId),
  )
  const missing = isWeftError(made) ? [] : made.filter(({ nativeId }) => !known.has(nativeId))
  if (missing.length === 0) return found
  const ids = [...new Set(missing.map(({ nativeId }) => nativeId))]
  const read = await billing.getSubscriptions(ids, call)
  const records = read.flatMap((answer) => (isWeftError(answer) ? [] : (answer ?? [])))
  return found.map((answer, index) => {
    const contractId = crmContractIds[index]
    const wanted = missing.filter(({ crmContractId }) => crmContractId === contractId)
    // A list that is known to lack something is none.
    const failure = wanted.map(({ nativeId }) => read[ids.indexOf(nativeId)]).find((one) => isWeftError(one))
    if (isWeftError(answer) || failure) return isWeftError(answer) ? answer : failure
    const added = records.filter(({ contract }) => contract?.nativeId === contractId)
    return [...added, ...(answer ?? [])].toSorted((one, other) => +other.createdAt - +one.createdAt)
  })
}
