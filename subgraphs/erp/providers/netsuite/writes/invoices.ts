import { WeftError } from '#shared/errors.ts'
import { parseMoney } from '#shared/money.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { NewInvoice, NewLine } from '../../../writes.ts'
import { ensureRecord } from './ensure-record.ts'
import { toNumber } from './exact-json.ts'
import { byExternalId, byInternalId } from './external-id.ts'
import { assertAddsUp, matchLines, TAXED_LINE, toNativeLine, toTaxDetails } from './lines.ts'
import { isVoided, NativeInvoice, NativeOrder, type NativeOrderLine } from './native-records.ts'
import type { Body, RecordKey } from './record-api.ts'
import { required, toWritten, type WriteContext } from './write-context.ts'

/**
 * Posts an invoice of billing under billing's own id, which is its external id: what is there under it is the same invoice, or
 * DUPLICATE_RECORD. One that bills an order is made from it, so that the order's lines count as billed. If NetSuite makes
 * another invoice of it, by its total or currency, it is deleted again and the posting refused.
 */
export async function postInvoice(
  context: WriteContext,
  invoice: NewInvoice,
  call: WriteCall,
): Promise<Written> {
  assertAddsUp(invoice)
  const { lookups, records, connection } = context
  const key = byExternalId('invoice', invoice.billingInvoiceId)
  const currency = await lookups.getCurrency(invoice.currencyCode, call)
  const { record, effect } = await ensureRecord(context, {
    find: () => records.find(key, NativeInvoice, call),
    make: () => post(context, { key, invoice, currency }, call),
  })
  if (isSame(record, invoice, currency)) {
    const written = toWritten(context, 'invoice', record, effect)
    return { ...written, also: billedWith(written, invoice) }
  }
  if (effect === 'FOUND') {
    throw new WeftError('DUPLICATE_RECORD', 'the ERP has an invoice of that billing id with other contents', {
      system: connection.id,
      externalId: record.id,
    })
  }
  await records.remove(byInternalId('invoice', record.id), call)
  throw new WeftError('AMOUNTS_DIFFER', 'the ERP makes another invoice of it than billing', {
    system: connection.id,
  })
}

/** Saving an invoice saves its order, which has been billed by it, in the same moment. */
function billedWith(
  { ref, version }: Written,
  { orderNativeId }: NewInvoice,
): Pick<Written, 'ref' | 'version'>[] {
  if (orderNativeId === undefined) return []
  const order = { ...ref, objectType: 'salesOrder', nativeId: orderNativeId }
  return [{ ref: order, version }]
}

async function post(
  context: WriteContext,
  { key, invoice, currency }: { key: RecordKey; invoice: NewInvoice; currency: string },
  call: WriteCall,
): Promise<void> {
  const { records } = context
  const { orderNativeId } = invoice
  if (orderNativeId === undefined) {
    const body = { ...toNative(context, invoice), ...partiesOf(invoice, currency) }
    return records.upsert(key, body, ['item', 'taxDetails'], call)
  }
  const order = byInternalId('salesOrder', orderNativeId)
  const found = await required(context, 'salesOrder', records.find(order, NativeOrder, call))
  // A record is made from another by POST alone: the external id in the body keeps it from being made twice.
  const body = { ...toNative(context, invoice, found), externalId: invoice.billingInvoiceId }
  await records.transform(order, { type: 'invoice', body, lists: ['item', 'taxDetails'] }, call)
}

const partiesOf = ({ customerNativeId, legalEntityNativeId }: NewInvoice, currency: string): Body => ({
  entity: { id: customerNativeId },
  ...(legalEntityNativeId === undefined ? {} : { subsidiary: { id: legalEntityNativeId } }),
  currency: { id: currency },
})

function toNative({ fields }: WriteContext, invoice: NewInvoice, order?: NativeOrder): Body {
  const { dueOn, invoiceNumber, crmContractId, lines } = invoice
  const matches = matchLines(lines, order?.item ?? [])
  if (order && matches.every((match) => match === undefined))
    throw new WeftError('INVALID_ARGUMENT', 'the invoice has no line that the order still has to bill')
  const items = lines.map((line, index) => ({
    ...whatItSells(line, matches[index]),
    ...toNativeLine(line, fields),
    ...(index === 0 ? { taxDetailsReference: TAXED_LINE } : {}),
  }))
  return {
    tranDate: invoice.postedOn,
    ...(dueOn === undefined ? {} : { dueDate: dueOn }),
    // The ledger counts its own invoices; billing's number is where people look for it.
    ...(invoiceNumber === undefined ? {} : { memo: invoiceNumber }),
    ...(crmContractId === undefined ? {} : { [fields.crmContractId]: crmContractId }),
    item: { items },
    ...toTaxDetails(invoice, fields),
  }
}

/** A line of the order says itself what it sells: it may be something that is not sold any more. */
const whatItSells = ({ productNativeId }: NewLine, orderLine: NativeOrderLine | undefined): Body =>
  orderLine ? { orderLine: toNumber(orderLine.line) } : { item: { id: productNativeId } }

const hasTotal = ({ total }: NativeInvoice, { total: wanted, currencyCode }: NewInvoice): boolean =>
  parseMoney(total, currencyCode, 'half-up').minorUnits === wanted.minorUnits

const isSame = (record: NativeInvoice, invoice: NewInvoice, currency: string): boolean =>
  !isVoided(record) &&
  record.entity.id === invoice.customerNativeId &&
  record.currency?.id === currency &&
  (invoice.orderNativeId === undefined || record.createdFrom?.id === invoice.orderNativeId) &&
  hasTotal(record, invoice)
