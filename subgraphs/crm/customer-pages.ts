import { asNode, isUnreadable, type Listed } from '#shared/listed.ts'
import {
  compareNewestFirst,
  formatPosition,
  mergePages,
  type Position,
  parsePosition,
} from '#shared/newest-first.ts'
import { type Connection, type Page, type PageInput, parsePageArguments, toConnection } from '#shared/page.ts'
import type { At, Loader } from '#shared/subgraph/loader-factories.ts'
import type { Context } from './context.ts'
import type { ListedRecord, ListRequest } from './provider.ts'

/** What is asked of each account of a customer: a list request without the account. */
export type CustomerRequest<Request extends ListRequest> = Omit<Request, 'customerNativeId'>

/**
 * A page of a customer's records over all of its accounts in all CRMs, newest first; undefined where the CRM does not
 * know the customer.
 */
export async function loadPage<Request extends ListRequest, Item extends ListedRecord>(
  customerId: string,
  request: CustomerRequest<Request>,
  loader: Loader<At<Request>, Page<Listed<Item>>>,
  { ids }: Context,
): Promise<Page<Listed<Item>> | undefined> {
  const links = await ids.linksOf(customerId, 'CRM')
  const pages = await Promise.all(
    links.map(({ connectionId, nativeId }) =>
      loader.load({ ...request, connectionId, customerNativeId: nativeId } as At<Request>),
    ),
  )
  const known = pages.filter((page) => page !== undefined)
  if (known.length === 0) return undefined
  return mergePages(known, request.first, (one, other) =>
    compareNewestFirst(positionOf(one), positionOf(other)),
  )
}

/** A page as GraphQL asks for it; null where the CRM does not know the customer. */
export async function loadConnection<Item extends ListedRecord>(
  kind: string,
  input: PageInput,
  load: (page: { first: number; after: Position | undefined }) => Promise<Page<Listed<Item>> | undefined>,
): Promise<Connection<Item | null> | null> {
  const { first, after } = parsePageArguments(kind, input)
  const page = await load({ first, after: after === undefined ? undefined : parsePosition(after) })
  if (!page) return null
  return toConnection(kind, page, after, {
    positionOf: (item) => formatPosition(positionOf(item)),
    nodeOf: (item) => (isUnreadable(item) ? asNode(item) : item),
  })
}

function positionOf({ createdAt, source }: Pick<Listed<ListedRecord>, 'createdAt' | 'source'>): Position {
  return { at: createdAt, nativeId: source.nativeId }
}
