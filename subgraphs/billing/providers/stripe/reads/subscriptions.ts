import type { Stripe } from 'stripe'
import type { ListRequest, SubscriptionRecord, SubscriptionStatus } from '#billing/provider.ts'
import { type Answer, answerOf, settle } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { isWeftError, type WeftError } from '#shared/errors.ts'
import { allRecords, type Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import { nativeSubscription } from '../native.ts'
import { parseNative } from '../to-canonical/record.ts'
import { toCanonicalSubscription } from '../to-canonical/subscription.ts'
import type { CustomerReader } from './customers.ts'
import { scanList } from './list.ts'
import { listedOf } from '../to-canonical/listed.ts'
import { answerEach, chunksOf, mappingOf, type Reading } from './reading.ts'
import { anyOf, MOST_CLAUSES } from './search.ts'

type Request = ListRequest<SubscriptionStatus>

export function toSubscription(reading: Reading, native: unknown): SubscriptionRecord {
  const mapping = mappingOf(reading)
  return toCanonicalSubscription(parseNative(nativeSubscription, native, mapping), mapping)
}

const isWanted = ({ status }: SubscriptionRecord, { statuses }: Request): boolean =>
  statuses === undefined ? status !== 'CANCELLED' : statuses.includes(status)

/**
 * Subscriptions cannot be searched by customer, but a customer read with them expanded holds the first ten that are not
 * cancelled; only what goes beyond is listed.
 */
export async function listSubscriptions(
  reading: Reading,
  customers: CustomerReader,
  requests: readonly Request[],
  call: CallContext,
): Promise<Answer<Page<Listed<SubscriptionRecord>>>[]> {
  return answerEach(requests, async (request) => {
    const cancelled = request.statuses?.includes('CANCELLED') ?? false
    const expanded =
      request.after === undefined && !cancelled ? await customers.load(request.customer, call) : undefined
    const { data, has_more } = expanded?.subscriptions ?? { data: [], has_more: true }
    const items = listedOf(reading.connectionId, data, (native) => {
      const record = toSubscription(reading, native)
      return isWanted(record, request) ? record : undefined
    })
    if (has_more && items.length <= request.first) return listOne(reading, request, cancelled, call)
    return { items: items.slice(0, request.first), hasNextPage: items.length > request.first }
  })
}

function listOne(
  reading: Reading,
  request: Request,
  cancelled: boolean,
  call: CallContext,
): Promise<Page<Listed<SubscriptionRecord>>> {
  return scanList({
    connectionId: reading.connectionId,
    first: request.first,
    after: request.after,
    filtered: true,
    list: (params) =>
      reading.client.read(call, (stripe) =>
        stripe.subscriptions.list({
          ...params,
          customer: request.customer.nativeId,
          ...(cancelled ? { status: 'all' } : {}),
        }),
      ),
    toItem: (native) => {
      const record = toSubscription(reading, native)
      return isWanted(record, request) ? record : undefined
    },
  })
}

export function getSubscriptions(
  reading: Reading,
  nativeIds: readonly string[],
  call: CallContext,
): Promise<Answer<SubscriptionRecord>[]> {
  return answerEach(nativeIds, async (id) =>
    toSubscription(reading, await reading.client.read(call, (stripe) => stripe.subscriptions.retrieve(id))),
  )
}

/** By metadata, ten contracts to a search: no list endpoint knows it. */
export async function listSubscriptionsOfContracts(
  reading: Reading,
  contractIds: readonly string[],
  call: CallContext,
): Promise<Answer<SubscriptionRecord[]>[]> {
  const answers = await Promise.all(
    chunksOf([...new Set(contractIds)], MOST_CLAUSES).map(async (chunk) => {
      const found = await settle(searchByContract(reading, chunk, call))
      return chunk.map((id) => [id, ofContract(reading, id, found)] as const)
    }),
  )
  const byContract = new Map(answers.flat())
  return contractIds.map((id) => byContract.get(id))
}

/** One that cannot be read fails the contract that it names, not the others of the same search. */
function ofContract(
  reading: Reading,
  id: string,
  found: Stripe.Subscription[] | WeftError,
): Answer<SubscriptionRecord[]> {
  if (isWeftError(found)) return found
  const own = found.filter(({ metadata }) => metadata?.[reading.fields.crmContractId] === id)
  const items = listedOf(reading.connectionId, own, (native) => toSubscription(reading, native))
  return answerOf(() => allRecords(items).toSorted((one, other) => +other.createdAt - +one.createdAt))
}

const MOST_SEARCH_PAGES = 5

async function searchByContract(
  reading: Reading,
  contractIds: readonly string[],
  call: CallContext,
): Promise<Stripe.Subscription[]> {
  const query = anyOf(`metadata['${reading.fields.crmContractId}']`, contractIds)
  const found: Stripe.Subscription[] = []
  let page: string | undefined
  for (let read = 0; read < MOST_SEARCH_PAGES; read += 1) {
    const answer = await reading.client.read(call, (stripe) =>
      stripe.subscriptions.search({ query, limit: 100, ...(page === undefined ? {} : { page }) }),
    )
    found.push(...answer.data)
    page = answer.next_page ?? undefined
    if (!answer.has_more || page === undefined) break
  }
  return found
}
