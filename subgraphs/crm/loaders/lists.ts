import DataLoader from 'dataloader'
import type { Link } from '#shared/crosswalk.ts'
import type { Page } from '#shared/page.ts'
import { type Answer, type CrmProvider, compareNewestFirst, type ListedRecord } from '../provider.ts'
import { batchByConnection, type Providers, type RecordKey } from './by-connection.ts'

/** What is asked of each account of a customer: a list request without the account. */
export type ListArguments<Request> = Omit<Request, 'customerId'>

/** A list of a customer's records, over all of its accounts; undefined where the CRM does not know the customer. */
export type List<Item, Request> = (
  customerId: string,
  request: ListArguments<Request>,
) => Promise<Page<Item> | undefined>

export interface ListSources<Item, Request> {
  providers: Providers
  /** The CRM's records of a customer. */
  linksOf(customerId: string): Promise<Link[]>
  fetch(provider: CrmProvider, requests: readonly Request[]): Promise<Answer<Page<Item>>[]>
  /** Keeps what a list brought, so that the same record is not asked for again by its id. */
  prime(key: RecordKey, item: Item): void
}

export function createList<Item extends ListedRecord, Request extends { customerId: string; first: number }>(
  sources: ListSources<Item, Request>,
): List<Item, Request> {
  const pages = new DataLoader(
    batchByConnection<{ connectionId: string; request: Request }, Page<Item>>(
      sources.providers,
      (provider, keys) =>
        sources.fetch(
          provider,
          keys.map(({ request }) => request),
        ),
    ),
    { cacheKeyFn: (key) => JSON.stringify(key) },
  )
  return async (customerId, rest) => {
    const links = await sources.linksOf(customerId)
    const found = await Promise.all(
      links.map(({ connectionId, nativeId }) =>
        pages.load({ connectionId, request: { ...rest, customerId: nativeId } as Request }),
      ),
    )
    const known = found.filter((page) => page !== undefined)
    for (const item of known.flatMap(({ items }) => items)) sources.prime(item.source, item)
    return known.length === 0 ? undefined : mergePages(known, rest.first)
  }
}

/** The newest of several accounts' newest. */
function mergePages<Item extends ListedRecord>(pages: readonly Page<Item>[], first: number): Page<Item> {
  const [only] = pages
  if (only && pages.length === 1) return only
  const items = pages
    .flatMap((page) => page.items)
    .sort((one, other) => compareNewestFirst(positionOf(one), positionOf(other)))
  return {
    items: items.slice(0, first),
    hasNextPage: items.length > first || pages.some(({ hasNextPage }) => hasNextPage),
  }
}

export function positionOf({ createdAt, source }: ListedRecord): { createdAt: string; nativeId: string } {
  return { createdAt, nativeId: source.nativeId }
}
