import type { WriteCall, Written } from '#shared/writes.ts'
import type { ErpWrites, NewOrder } from '../../../writes.ts'
import { ensureRecord } from './ensure-record.ts'
import { byExternalId, byInternalId, ownExternalId } from './external-id.ts'
import { isUnbilled, toNativeLine } from './lines.ts'
import { isVoided, NativeOrder } from './native-records.ts'
import type { Body } from './record-api.ts'
import { readBack, required, toWritten, type WriteContext } from './write-context.ts'

export const orderWrites = (context: WriteContext): Pick<ErpWrites, 'createOrder' | 'closeOrder'> => ({
  createOrder: (order, call) => createOrder(context, order, call),
  closeOrder: (nativeId, call) => closeOrder(context, nativeId, call),
})

/** An approved order: whether the sale is approved was decided before Weft wrote it, and only such an order can be billed. */
const APPROVED = { id: 'B' }

async function createOrder(context: WriteContext, order: NewOrder, call: WriteCall): Promise<Written> {
  const { records } = context
  const key = byExternalId('salesOrder', ownExternalId(call.idempotencyKey))
  const { record, effect } = await ensureRecord(context, {
    find: () => records.find(key, NativeOrder, call),
    make: async () => records.upsert(key, await toNative(context, order, call), ['item'], call),
  })
  return toWritten(context, 'salesOrder', record, effect)
}

async function toNative({ fields, lookups }: WriteContext, order: NewOrder, call: WriteCall): Promise<Body> {
  const { legalEntityNativeId, purchaseOrderNumber, crmContractId, crmOpportunityId } = order
  const hasDeal = crmOpportunityId !== undefined && fields.crmOpportunityId !== ''
  return {
    entity: { id: order.customerNativeId },
    ...(legalEntityNativeId === undefined ? {} : { subsidiary: { id: legalEntityNativeId } }),
    currency: { id: await lookups.getCurrency(order.currencyCode, call) },
    tranDate: order.orderedOn,
    orderStatus: APPROVED,
    ...(purchaseOrderNumber === undefined ? {} : { otherRefNum: purchaseOrderNumber }),
    ...(crmContractId === undefined ? {} : { [fields.crmContractId]: crmContractId }),
    ...(hasDeal ? { [fields.crmOpportunityId]: crmOpportunityId } : {}),
    item: {
      items: order.lines.map((line) => ({
        item: { id: line.productNativeId },
        ...toNativeLine(line, fields),
      })),
    },
  }
}

/** Closes the lines that are not billed. Nothing left to close, or an order that is voided: FOUND. */
export async function closeOrder(context: WriteContext, nativeId: string, call: WriteCall): Promise<Written> {
  const { records } = context
  const key = byInternalId('salesOrder', nativeId)
  const find = () => records.find(key, NativeOrder, call)
  const order = await required(context, 'salesOrder', find())
  const open = isOver(order) ? [] : order.item.filter(isUnbilled)
  if (open.length === 0) return toWritten(context, 'salesOrder', order, 'FOUND')
  const items = open.map(({ line }) => ({ line, isClosed: true }))
  await records.change(key, { item: { items } }, call)
  return toWritten(context, 'salesOrder', await readBack(context, find), 'UPDATED')
}

/** Cancelled, which a voided order is, or closed. */
const isOver = (order: NativeOrder): boolean =>
  isVoided(order) || order.status?.id === 'C' || order.status?.id === 'H'
