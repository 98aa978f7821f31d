import { WeftError } from '#shared/errors.ts'
import { type Money, parseMoney } from '#shared/money.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { NewPayment } from '../../../writes.ts'
import { ensureRecord } from './ensure-record.ts'
import { toNativeAmount } from './exact-json.ts'
import { byExternalId, byInternalId } from './external-id.ts'
import { isVoided, NativePayment } from './native-records.ts'
import type { Body } from './record-api.ts'
import { readBack, toWritten, type WriteContext } from './write-context.ts'

/**
 * A receipt under billing's id of the payment, applied to its invoice. A receipt of that id that is there and applied to
 * nothing is applied; one of another customer or amount is DUPLICATE_RECORD.
 */
export async function recordPayment(
  context: WriteContext,
  payment: NewPayment,
  call: WriteCall,
): Promise<Written> {
  const { records, lookups, connection } = context
  const key = byExternalId('customerPayment', payment.billingPaymentId)
  const currency = await lookups.getCurrency(payment.amount.currencyCode, call)
  const find = () => records.find(key, NativePayment, call)
  const { record, effect } = await ensureRecord(context, {
    find,
    make: () => records.upsert(key, toNative(payment, currency), ['apply'], call),
  })
  if (effect === 'CREATED' || isApplied(record, payment))
    return toWritten(context, 'customerPayment', record, effect)
  if (!isSame(record, payment, currency)) {
    throw new WeftError('DUPLICATE_RECORD', 'the ERP has a receipt of that billing id with other contents', {
      system: connection.id,
      externalId: record.id,
    })
  }
  await records.change(byInternalId('customerPayment', record.id), { apply: toApplication(payment) }, call)
  return toWritten(context, 'customerPayment', await readBack(context, find), 'UPDATED')
}

const toNative = (payment: NewPayment, currency: string): Body => ({
  customer: { id: payment.customerNativeId },
  currency: { id: currency },
  tranDate: payment.receivedOn,
  payment: toNativeAmount(payment.amount),
  apply: toApplication(payment),
})

const toApplication = ({ invoiceNativeId, amount }: NewPayment): Body => ({
  items: [{ doc: { id: invoiceNativeId }, apply: true, amount: toNativeAmount(amount) }],
})

const isApplied = (
  record: NativePayment,
  { customerNativeId, invoiceNativeId, amount }: NewPayment,
): boolean =>
  !isVoided(record) &&
  record.customer.id === customerNativeId &&
  record.apply.some((line) => line.doc.id === invoiceNativeId && isAmount(line.amount, amount))

/** The same money, of which nothing is applied yet. */
const isSame = (record: NativePayment, { customerNativeId, amount }: NewPayment, currency: string): boolean =>
  !isVoided(record) &&
  record.customer.id === customerNativeId &&
  record.currency?.id === currency &&
  isAmount(record.payment, amount) &&
  isAmount(record.unapplied, amount)

const isAmount = (text: string, { minorUnits, currencyCode }: Money): boolean =>
  parseMoney(text, currencyCode, 'half-up').minorUnits === minorUnits
