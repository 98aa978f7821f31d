import type { Stripe } from 'stripe'
import type { WrittenInvoice } from '#billing/writes.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { WriteCall } from '#shared/writes.ts'
import { toWrittenInvoice } from './written-invoice.ts'
import { writeOnce } from './write-once.ts'
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
  const isSent = invoice.collection_method === 'send_invoice'
  const { record, isFound } = await writeOnce<Stripe.Invoice>(
    writing,
    {
      part: 'finalise',
      async look() {
        const found = await readInvoice(writing, nativeId, call)
        return found.status === 'draft' ? undefined : found
      },
      make: (stripe, key) => stripe.invoices.finalizeInvoice(nativeId, { auto_advance: isSent }, key),
    },
    call,
  )
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
  const { record, isFound } = await writeOnce<Stripe.Invoice>(
    writing,
    {
      part: 'collect',
      async look() {
        const found = await readInvoice(writing, nativeId, call)
        return found.status === 'paid' ? found : undefined
      },
      make: (stripe, key) => stripe.invoices.pay(nativeId, { off_session: true }, key),
    },
    call,
  )
  return toWrittenInvoice(writing, record, isFound ? 'FOUND' : 'UPDATED', call)
}

/** Refused, nobody would ever ask for the money: that is no decline. */
async function advance(writing: Writing, nativeId: string, call: WriteCall): Promise<void> {
  try {
    await writeOnce<Stripe.Invoice>(
      writing,
      {
        part: 'advance',
        async look() {
          const found = await readInvoice(writing, nativeId, call)
          return found.auto_advance ? found : undefined
        },
        make: (stripe, key) => stripe.invoices.update(nativeId, { auto_advance: true }, key),
      },
      call,
    )
  } catch (error) {
    if (!isWeftError(error, 'REJECTED_BY_SYSTEM')) throw error
    throw new WeftError('INVALID_ARGUMENT', 'billing does not collect the invoice', error.facts, error)
  }
}

export function readInvoice({ client }: Writing, id: string, call: WriteCall): Promise<Stripe.Invoice> {
  return client.read(call, (stripe) => stripe.invoices.retrieve(id))
}

const isDraft = ({ connectionId }: Writing): WeftError =>
  new WeftError('REJECTED_BY_SYSTEM', 'a draft is finalised before it is paid', {
    system: connectionId,
    vendorCode: 'invoice_draft',
  })
