import { WeftError } from './errors.ts'

/** A page as a provider answers it: the records, in order, and whether more follow. */
export interface Page<Item> {
  items: Item[]
  hasNextPage: boolean
}

/** A page as a field is asked for it. */
export interface PageInput {
  first?: number | null | undefined
  after?: string | null | undefined
}

/** The same, checked. */
export interface PageArguments {
  first: number
  /** The decoded cursor: whatever the connection put into it. */
  after: string | undefined
}

export interface Connection<Node> {
  edges: { cursor: string; node: Node }[]
  nodes: Node[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
}

export const MAX_PAGE = 100

/**
 * Checks `first` (1 to 100) and decodes `after`. `kind` names the connection ("Customer.invoices"),
 * so that a cursor of another connection is refused instead of answering nonsense.
 */
export function parsePageArguments(
  kind: string,
  { first, after }: PageInput,
  defaultFirst = 20,
): PageArguments {
  const count = first ?? defaultFirst
  if (!Number.isInteger(count) || count < 1 || count > MAX_PAGE) {
    throw new WeftError('PAGE_TOO_LARGE', `first must lie between 1 and ${MAX_PAGE}, not ${count}`)
  }
  return { first: count, after: after == null ? undefined : decodeCursor(kind, after) }
}

export function encodeCursor(kind: string, position: string): string {
  return Buffer.from(`${kind}\n${position}`).toString('base64url')
}

export function decodeCursor(kind: string, cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const position = text.slice(kind.length + 1)
  if (!text.startsWith(`${kind}\n`) || encodeCursor(kind, position) !== cursor) {
    throw new WeftError('INVALID_CURSOR', `not a cursor of ${kind}`)
  }
  return position
}

/** Builds a Relay connection. `positionOf` says where an item stands, in words its provider can continue from. */
export function toConnection<Item, Node>(
  kind: string,
  page: Page<Item>,
  after: string | undefined,
  { positionOf, nodeOf }: { positionOf: (item: Item) => string; nodeOf: (item: Item) => Node },
): Connection<Node> {
  const edges = page.items.map((item) => ({
    cursor: encodeCursor(kind, positionOf(item)),
    node: nodeOf(item),
  }))
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

/** One page out of records that are all in hand, in the order given; `after` is the position of the last one seen. */
export function pageOf<Item>(
  items: readonly Item[],
  { first, after }: PageArguments,
  positionOf: (item: Item) => string,
): Page<Item> {
  const start = after === undefined ? 0 : items.findIndex((item) => positionOf(item) === after) + 1
  if (after !== undefined && start === 0)
    throw new WeftError('INVALID_CURSOR', 'the record that the cursor names is gone')
  return { items: items.slice(start, start + first), hasNextPage: start + first < items.length }
}
