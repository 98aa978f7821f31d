import { asNode, isUnreadable, type Listed } from '#shared/listed.ts'
import { type Connection, type Page, type PageInput, parsePageArguments, toConnection } from '#shared/page.ts'
import { listedWithIds } from '#shared/subgraph/records.ts'
import type { Context } from './context.ts'
import type { InvoiceLineMapper } from './mappers.ts'
import type { InvoiceLineRecord, InvoiceRecord } from './provider.ts'

const LINES = 'Invoice.lines'
const DEFAULT_FIRST = 50

/** Lines of an invoice: from those that came with it, as far as they reach. */
export async function loadInvoiceLines(
  invoice: InvoiceRecord,
  input: PageInput,
  context: Context,
): Promise<Connection<InvoiceLineMapper | null>> {
  const asked = parsePageArguments(LINES, input, DEFAULT_FIRST)
  const page = pageInHand(invoice.lines, asked) ?? (await loadPage(invoice, asked, context))
  const items = await listedWithIds('InvoiceLine', page.items, context)
  return toConnection(LINES, { items, hasNextPage: page.hasNextPage }, asked.after, {
    positionOf: (item) => (isUnreadable(item) ? item : item.record).source.nativeId,
    nodeOf: (item) => (isUnreadable(item) ? asNode(item) : item),
  })
}

/** Undefined: the page goes beyond the lines that came with the invoice. */
export function pageInHand(
  { items, hasNextPage }: Page<Listed<InvoiceLineRecord>>,
  { first, after }: { first: number; after: string | undefined },
): Page<Listed<InvoiceLineRecord>> | undefined {
  const start = after === undefined ? 0 : items.findIndex(({ source }) => source.nativeId === after) + 1
  const isKnownPlace = after === undefined || start > 0
  const end = start + first
  if (!isKnownPlace || (end > items.length && hasNextPage)) return undefined
  return { items: items.slice(start, end), hasNextPage: end < items.length || hasNextPage }
}

async function loadPage(
  { source: { connectionId, nativeId } }: InvoiceRecord,
  asked: { first: number; after: string | undefined },
  { loaders }: Context,
): Promise<Page<Listed<InvoiceLineRecord>>> {
  const page = await loaders.invoiceLinePage.load({ connectionId, invoiceNativeId: nativeId, ...asked })
  return page ?? { items: [], hasNextPage: false }
}
