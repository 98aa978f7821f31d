import type { Stripe } from 'stripe'
import { isWeftError } from '#shared/errors.ts'
import type { TakenBack, WriteCall } from '#shared/writes.ts'
import { findInList } from './scan.ts'
import { changeInvoice, finaliseDraft, readInvoice } from './change-invoice.ts'
import { writeOnce } from './write-once.ts'
import { carriesKey, KEY_FIELD, toWritten, type Writing } from './writing.ts'

/** On an invoice: who takes it back. A void one does not say it otherwise. */
const TAKEN_BACK_FIELD = 'weft_taken_back'
const REASON_FIELD = 'weft_reason'

const without = (how: TakenBack['how']): TakenBack => ({ how, counterDocument: undefined })

/**
 * A draft of its own is deleted; one of a subscription cannot be, and is finalised without being collected, then voided; so is what
 * nobody has paid. What was paid, in part or in whole, is credited, and what was charged is refunded by that.
 * https://docs.stripe.com/api/invoices/delete · https://docs.stripe.com/api/credit_notes/create (read 2026-11-25)
 */
export async function takeBackInvoice(
  writing: Writing,
  { nativeId, reason }: { nativeId: string; reason: string },
  call: WriteCall,
): Promise<TakenBack> {
  const invoice = await findInvoice(writing, nativeId, call)
  // Only a draft can be gone.
  if (!invoice) return without('DELETED')
  const note = await findNote(writing, nativeId, call)
  if (note) return credited(writing, note, 'FOUND')
  const isOurs = carriesKey(invoice, call, TAKEN_BACK_FIELD)
  if (invoice.status === 'void') return without(isOurs ? 'VOIDED' : 'ALREADY_TAKEN_BACK')
  if (uncreditedOf(invoice) === 0 && invoice.status === 'paid') return without('ALREADY_TAKEN_BACK')
  if (invoice.status === 'draft' && invoice.parent === null) return deleteDraft(writing, nativeId, call)
  if (!isOurs) await mark(writing, { nativeId, reason }, call)
  const document = invoice.status === 'draft' ? await finalise(writing, nativeId, call) : invoice
  if (document.status === 'paid' || document.amount_paid > 0)
    return credit(writing, { invoice: document, reason }, call)
  await voidInvoice(writing, nativeId, call)
  return without('VOIDED')
}

/** What of an invoice no credit note has taken back. */
const uncreditedOf = (invoice: Stripe.Invoice): number =>
  invoice.total - invoice.pre_payment_credit_notes_amount - invoice.post_payment_credit_notes_amount

async function findInvoice(
  writing: Writing,
  nativeId: string,
  call: WriteCall,
): Promise<Stripe.Invoice | undefined> {
  try {
    return await readInvoice(writing, nativeId, call)
  } catch (error) {
    if (isWeftError(error, 'NOT_FOUND')) return undefined
    throw error
  }
}

function findNote(
  { client }: Writing,
  invoice: string,
  call: WriteCall,
): Promise<Stripe.CreditNote | undefined> {
  return findInList(
    (params) => client.read(call, (stripe) => stripe.creditNotes.list({ ...params, invoice })),
    (note) => carriesKey(note, call),
  )
}

/** DELETE takes no key: what is gone is gone. */
async function deleteDraft({ client }: Writing, id: string, call: WriteCall): Promise<TakenBack> {
  await client.write(call, (stripe) => stripe.invoices.del(id))
  return without('DELETED')
}

async function mark(
  writing: Writing,
  { nativeId, reason }: { nativeId: string; reason: string },
  call: WriteCall,
): Promise<void> {
  const metadata = { [TAKEN_BACK_FIELD]: call.idempotencyKey, [REASON_FIELD]: reason.slice(0, 500) }
  await changeInvoice(
    writing,
    {
      nativeId,
      part: 'mark',
      isDone: (found) => carriesKey(found, call, TAKEN_BACK_FIELD),
      make: (stripe, key) => stripe.invoices.update(nativeId, { metadata }, key),
    },
    call,
  )
}

async function finalise(writing: Writing, nativeId: string, call: WriteCall): Promise<Stripe.Invoice> {
  const { record } = await finaliseDraft(writing, { nativeId, auto_advance: false }, call)
  return record
}

async function voidInvoice(writing: Writing, nativeId: string, call: WriteCall): Promise<void> {
  await changeInvoice(
    writing,
    {
      nativeId,
      part: 'void',
      isDone: ({ status }) => status === 'void',
      make: (stripe, key) => stripe.invoices.voidInvoice(nativeId, {}, key),
    },
    call,
  )
}

/** All that is left of it, in one note: first what is still owed, then what was paid, where it came from. */
async function credit(
  writing: Writing,
  { invoice, reason }: { invoice: Stripe.Invoice; reason: string },
  call: WriteCall,
): Promise<TakenBack> {
  const amount = uncreditedOf(invoice)
  // A draft that was finalised with nothing to pay.
  if (amount === 0) return without('VOIDED')
  const paid = amount - invoice.amount_remaining
  const refund = Math.min(paid, await chargedOf(writing, invoice.id, call))
  const fromBalance = Math.min(paid - refund, balanceOf(invoice))
  const outOfBand = paid - refund - fromBalance
  const params: Stripe.CreditNoteCreateParams = {
    invoice: invoice.id,
    amount,
    memo: reason.slice(0, 500),
    metadata: { [KEY_FIELD]: call.idempotencyKey },
    ...(refund > 0 ? { refund_amount: refund } : {}),
    ...(fromBalance > 0 ? { credit_amount: fromBalance } : {}),
    ...(outOfBand > 0 ? { out_of_band_amount: outOfBand } : {}),
  }
  const { record, isFound } = await writeOnce<Stripe.CreditNote>(
    writing,
    {
      part: 'credit-note',
      look: () => findNote(writing, invoice.id, call),
      make: (stripe, key) => stripe.creditNotes.create(params, key),
    },
    call,
  )
  return credited(writing, record, isFound ? 'FOUND' : 'CREATED')
}

/** What was charged through Stripe, which alone it can refund. */
async function chargedOf({ client }: Writing, invoice: string, call: WriteCall): Promise<number> {
  const { data } = await client.read(call, (stripe) =>
    stripe.invoicePayments.list({ invoice, status: 'paid', limit: 100 }),
  )
  return data
    .filter(({ payment }) => payment.type !== 'payment_record')
    .reduce((sum, { amount_paid }) => sum + (amount_paid ?? 0), 0)
}

/** What of the customer's credit the invoice used: balances below zero are credit. */
const balanceOf = ({ starting_balance, ending_balance }: Stripe.Invoice): number =>
  Math.max(0, (ending_balance ?? starting_balance) - starting_balance)

const credited = (writing: Writing, note: Stripe.CreditNote, effect: 'CREATED' | 'FOUND'): TakenBack => ({
  how: note.refunds.length > 0 ? 'CREDITED_AND_REFUNDED' : 'CREDITED',
  counterDocument: toWritten(writing, note, effect),
})
