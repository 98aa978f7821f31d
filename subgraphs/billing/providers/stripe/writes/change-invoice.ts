import type { Stripe } from 'stripe'
import type { WriteCall } from '#shared/writes.ts'
import { type Made, type Once, writeOnce } from './write-once.ts'
import type { Writing } from './writing.ts'

/** One call that changes an invoice. */
interface InvoiceChange extends Pick<Once<Stripe.Invoice>, 'part' | 'make'> {
  nativeId: string
  /** Whether the invoice shows that it has been made. */
  isDone(invoice: Stripe.Invoice): boolean
}

/** Makes it once, whatever becomes of the call. */
export function changeInvoice(
  writing: Writing,
  { nativeId, part, isDone, make }: InvoiceChange,
  call: WriteCall,
): Promise<Made<Stripe.Invoice>> {
  const look = async (): Promise<Stripe.Invoice | undefined> => {
    const found = await readInvoice(writing, nativeId, call)
    return isDone(found) ? found : undefined
  }
  return writeOnce(writing, { part, look, make }, call)
}

/** A draft becomes an invoice that is owed; `auto_advance`: Stripe goes on with it by itself. */
export function finaliseDraft(
  writing: Writing,
  { nativeId, ...how }: { nativeId: string; auto_advance: boolean },
  call: WriteCall,
): Promise<Made<Stripe.Invoice>> {
  const change: InvoiceChange = {
    nativeId,
    part: 'finalise',
    isDone: ({ status }) => status !== 'draft',
    make: (stripe, key) => stripe.invoices.finalizeInvoice(nativeId, how, key),
  }
  return changeInvoice(writing, change, call)
}

export function readInvoice({ client }: Writing, id: string, call: WriteCall): Promise<Stripe.Invoice> {
  return client.read(call, (stripe) => stripe.invoices.retrieve(id))
}
