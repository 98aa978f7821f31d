import type { WrittenInvoice } from '#billing/writes.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { WriteCall } from '#shared/writes.ts'
import { changeInvoice, finaliseDraft, readInvoice } from './change-invoice.ts'
import { toWrittenInvoice } from './written-invoice.ts'
import type { Writing } from './writing.ts'

/**
 * Stripe sends an invoice that is to be sent, and reminds of it; one that is to be charged waits for `collectInvoice`.
 * https://docs.stripe.com/invoicing/integration/automatic-advancement-collection (read 2026-11-25)
 */
export async function finaliseInvoice(
  writing: Writing,
  nativeId: string,
  call: WriteCall,
): Promise<WrittenInvoice> {
  const invoice = await readInvoice(writing, nativeId, call)
  if (invoice.status !== 'draft') return toWrittenInvoice(writing, invoice, 'FOUND', call)
  const auto_advance = invoice.collection_method === 'send_invoice'
  const { record, isFound } = await finaliseDraft(writing, { nativeId, auto_advance }, call)
  return toWrittenInvoice(writing, record, isFound ? 'FOUND' : 'UPDATED', call)
}

/**
 * Hands the invoice to Stripe's own collection, which tries again after a decline by its schedule, and asks for the money at
 * once. A decline is kept under the key: another attempt takes another key.
 */
export async function collectInvoice(
  writing: Writing,
  nativeId: string,
  call: WriteCall,
): Promise<WrittenInvoice> {
  const invoice = await readInvoice(writing, nativeId, call)
  if (invoice.status === 'paid') return toWrittenInvoice(writing, invoice, 'FOUND', call)
  if (invoice.status === 'draft') throw isDraft(writing)
  if (invoice.status === 'open' && !invoice.auto_advance) await advance(writing, nativeId, call)
  const { record, isFound } = await changeInvoice(
    writing,
    {
      nativeId,
      part: 'collect',
      isDone: ({ status }) => status === 'paid',
      make: (stripe, key) => stripe.invoices.pay(nativeId, { off_session: true }, key),
    },
    call,
  )
  return toWrittenInvoice(writing, record, isFound ? 'FOUND' : 'UPDATED', call)
}

/** Refused, nobody would ever ask for the money: that is no decline. */
async function advance(writing: Writing, nativeId: string, call: WriteCall): Promise<void> {
  try {
    await changeInvoice(
      writing,
      {
        nativeId,
        part: 'advance',
        isDone: ({ auto_advance }) => auto_advance === true,
        make: (stripe, key) => stripe.invoices.update(nativeId, { auto_advance: true }, key),
      },
      call,
    )
  } catch (error) {
    if (!isWeftError(error, 'REJECTED_BY_SYSTEM')) throw error
    throw new WeftError('INVALID_ARGUMENT', 'billing does not collect the invoice', error.facts, error)
  }
}

const isDraft = ({ connectionId }: Writing): WeftError =>
  new WeftError('REJECTED_BY_SYSTEM', 'a draft is finalised before it is paid', {
    system: connectionId,
    vendorCode: 'invoice_draft',
  })
