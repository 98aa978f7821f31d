import type { Stripe } from 'stripe'
import type { InvoiceLineRecord, InvoiceStatus } from '#billing/provider.ts'
import type { WrittenInvoice } from '#billing/writes.ts'
import { WeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import { nativeInvoice, nativeInvoiceLine } from '../native.ts'
import { LARGEST_PAGE } from '../reads/list.ts'
import { mappingOf } from '../reads/reading.ts'
import { toCanonicalInvoice, toCanonicalInvoiceLine } from '../to-canonical/invoice.ts'
import { parseNative } from '../to-canonical/record.ts'
import { toWritten, type Writing } from './writing.ts'

const STATUSES: Readonly<Record<InvoiceStatus, WrittenInvoice['status'] | undefined>> = {
  DRAFT: 'DRAFT',
  OPEN: 'OPEN',
  PARTIALLY_PAID: 'OPEN',
  PAID: 'PAID',
  VOID: 'VOID',
  UNCOLLECTIBLE: 'UNCOLLECTIBLE',
  UNKNOWN: undefined,
}

/** The invoice as it is now, with all of its lines. */
export async function toWrittenInvoice(
  writing: Writing,
  native: Stripe.Invoice,
  effect: Written['effect'],
  call: WriteCall,
): Promise<WrittenInvoice> {
  const mapping = mappingOf(writing)
  const invoice = toCanonicalInvoice(parseNative(nativeInvoice, native, mapping), mapping)
  const status = STATUSES[invoice.status]
  if (status === undefined)
    throw new WeftError('INVALID_RESPONSE', 'an invoice of a status that is not published', {
      system: writing.connectionId,
    })
  const lines = (await linesOf(writing, native, call)).map((line) =>
    toCanonicalInvoiceLine(parseNative(nativeInvoiceLine, line, mapping), mapping),
  )
  return {
    ...toWritten(writing, native, effect),
    status,
    subtotal: invoice.subtotal,
    tax: invoice.taxTotal,
    total: invoice.total,
    issuedOn: invoice.issueDate,
    dueOn: invoice.dueDate,
    lines: lines.map(toWrittenLine),
  }
}

/** Ten come with the invoice. */
async function linesOf(
  { client }: Writing,
  { id, lines }: Stripe.Invoice,
  call: WriteCall,
): Promise<readonly unknown[]> {
  const all = [...lines.data]
  let hasMore = lines.has_more
  while (hasMore) {
    const last = all.at(-1)
    const after = last === undefined ? {} : { starting_after: last.id }
    const page = await client.read(call, (stripe) =>
      stripe.invoices.listLineItems(id, { limit: LARGEST_PAGE, ...after }),
    )
    all.push(...page.data)
    hasMore = page.has_more && page.data.length > 0
  }
  return all
}

const toWrittenLine = ({ source, product, quantity, amount, description }: InvoiceLineRecord) => ({
  nativeId: source.nativeId,
  productNativeId: product?.nativeId,
  quantity,
  amount,
  description,
})
