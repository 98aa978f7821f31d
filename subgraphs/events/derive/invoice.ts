import type { InvoiceFacts, PostingFacts } from '#shared/events/facts.ts'
import { type DerivedEvent, isNews, type Transition } from './derived-event.ts'

/** Paid: nothing is due any more. */
export function deriveInvoiceEvents({
  previous,
  next,
  followedSince,
}: Transition<InvoiceFacts>): DerivedEvent[] {
  if (next.status !== 'PAID') return []
  const isNew = previous ? previous.status !== 'PAID' : isNews(next.paidAt, followedSince)
  return isNew ? [{ type: 'INVOICE_PAID', occurredAt: next.paidAt ?? undefined }] : []
}

/** Posted: the ledger has it. Posted again after a reversal is posted again. */
export function derivePostingEvents({
  previous,
  next,
  followedSince,
}: Transition<PostingFacts>): DerivedEvent[] {
  if (next.postingStatus !== 'POSTED') return []
  const isNew = previous ? previous.postingStatus !== 'POSTED' : isNews(next.postedAt, followedSince)
  const occurredAt = previous ? undefined : (next.postedAt ?? undefined)
  return isNew ? [{ type: 'INVOICE_POSTED', occurredAt }] : []
}
