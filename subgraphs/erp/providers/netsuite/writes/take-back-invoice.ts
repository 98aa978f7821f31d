import { WeftError } from '#shared/errors.ts'
import type { TakenBack, WriteCall } from '#shared/writes.ts'
import type { InvoiceToTakeBack } from '../../../writes.ts'
import { ensureRecord } from './ensure-record.ts'
import { byExternalId, byInternalId, ownExternalId } from './external-id.ts'
import { isVoided, NativeCreditMemo, NativeInvoice } from './native-records.ts'
import { closeOrder } from './orders.ts'
import type { RecordKey } from './record-api.ts'
import { assertUnchanged, required, toWritten, type WriteContext } from './write-context.ts'

interface Taking {
  key: RecordKey
  invoice: NativeInvoice
  asked: InvoiceToTakeBack
  /** Of the credit memo, and in the memo of what we void: by it an earlier attempt is known. */
  mark: string
}

/**
 * Voids an invoice while its period is open, and closes the order that has to be billed again by that. A credit memo takes
 * back what a closed period keeps, or what cash or credit was applied to: NetSuite voids neither. A duplicate is voided or
 * left: a credit memo would let its revenue run on.
 */
export async function takeBackInvoice(
  context: WriteContext,
  asked: InvoiceToTakeBack,
  call: WriteCall,
): Promise<TakenBack> {
  const { records } = context
  const key = byInternalId('invoice', asked.nativeId)
  const mark = ownExternalId(call.idempotencyKey)
  const [invoice, memo] = await Promise.all([
    required(context, 'invoice', records.find(key, NativeInvoice, call)),
    records.find(byExternalId('creditMemo', mark), NativeCreditMemo, call),
  ])
  if (memo) return credited(context, memo, 'FOUND')
  const taking = { key, invoice, asked, mark }
  if (isVoided(invoice)) {
    await closeItsOrder(context, invoice, call)
    return { how: isOurs(taking) ? 'VOIDED' : 'ALREADY_TAKEN_BACK', counterDocument: undefined }
  }
  assertUnchanged(context, invoice, asked.version)
  const isClosed = await isInClosedPeriod(context, invoice, call)
  if (asked.isDuplicate && isClosed) throw periodClosed(context)
  if (!asked.isDuplicate && (isClosed || isSomething(invoice.amountPaid)))
    return credit(context, taking, call)
  await records.voidTransaction(key, `${asked.reason.slice(0, 500)} (${mark})`, call)
  await closeItsOrder(context, invoice, call)
  return { how: 'VOIDED', counterDocument: undefined }
}

/** An amount, as text, that is not zero. */
const isSomething = (amount: string): boolean => /[1-9]/.test(amount)

const isOurs = ({ invoice, mark }: Taking): boolean => invoice.memo?.includes(mark) ?? false

async function closeItsOrder(
  context: WriteContext,
  { createdFrom }: NativeInvoice,
  call: WriteCall,
): Promise<void> {
  if (createdFrom) await closeOrder(context, createdFrom.id, call)
}

async function isInClosedPeriod(
  { lookups }: WriteContext,
  { postingPeriod }: NativeInvoice,
  call: WriteCall,
): Promise<boolean> {
  const period = postingPeriod && (await lookups.findPeriod(postingPeriod.id, call))
  return period?.isClosed ?? false
}

/** All of it, against what of the invoice is still open. What is left of the memo is the customer's, to be refunded or applied. */
async function credit(
  context: WriteContext,
  { key, invoice, asked, mark }: Taking,
  call: WriteCall,
): Promise<TakenBack> {
  const { records } = context
  const isOpen = isSomething(invoice.amountRemaining)
  const body = {
    externalId: mark,
    tranDate: asked.today,
    memo: asked.reason.slice(0, 500),
    apply: { items: [{ doc: { id: invoice.id }, apply: isOpen }] },
  }
  const { record, effect } = await ensureRecord(context, {
    find: () => records.find(byExternalId('creditMemo', mark), NativeCreditMemo, call),
    make: () => records.transform(key, { type: 'creditMemo', body }, call),
  })
  return credited(context, record, effect)
}

const credited = (
  context: WriteContext,
  memo: Parameters<typeof toWritten>[2],
  effect: 'CREATED' | 'FOUND',
): TakenBack => ({ how: 'CREDITED', counterDocument: toWritten(context, 'creditMemo', memo, effect) })

const periodClosed = ({ connection }: WriteContext): WeftError =>
  new WeftError('PERIOD_CLOSED', 'a duplicate in a closed period is not taken back by a credit memo', {
    system: connection.id,
  })
