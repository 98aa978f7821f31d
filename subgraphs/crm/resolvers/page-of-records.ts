import { WeftError } from '#shared/errors.ts'
import { type Connection, type Page, parsePageArguments, toConnection } from '#shared/page.ts'
import { positionOf } from '../loaders/lists.ts'
import type { ListedRecord, Position } from '../provider.ts'

/** A page as GraphQL asks for it. */
export interface PageInput {
  first?: number | null | undefined
  after?: string | null | undefined
}

/** One page of a customer's records as a connection; null where the CRM does not know the customer. */
export async function pageOfRecords<Item extends ListedRecord>(
  kind: string,
  input: PageInput,
  list: (request: { first: number; after: Position | undefined }) => Promise<Page<Item> | undefined>,
): Promise<Connection<Item> | null> {
  const { first, after } = parsePageArguments(kind, {
    first: input.first ?? null,
    after: input.after ?? null,
  })
  const page = await list({ first, after: after === undefined ? undefined : parsePosition(kind, after) })
  if (!page) return null
  return toConnection(kind, page, after, {
    positionOf: (item) => formatPosition(positionOf(item)),
    nodeOf: (item) => item,
  })
}

function formatPosition({ createdAt, nativeId }: Position): string {
  return `${createdAt}/${nativeId}`
}

/** A cursor is the caller's text: nothing but an instant and an id may reach the vendor's query. */
function parsePosition(kind: string, text: string): Position {
  const [, createdAt, nativeId] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\/([\w-]{1,64})$/.exec(text) ?? []
  if (createdAt === undefined || nativeId === undefined)
    throw new WeftError('INVALID_CURSOR', `not a cursor of ${kind}`)
  return { createdAt, nativeId }
}
