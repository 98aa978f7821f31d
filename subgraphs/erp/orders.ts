import { WeftError } from '#shared/errors.ts'
import { asNode, isUnreadable } from '#shared/listed.ts'
import { formatPosition, parsePosition } from '#shared/newest-first.ts'
import { type Connection, type PageInput, parsePageArguments, toConnection } from '#shared/page.ts'
import { listedWithIds, noteOwner, onlyVisible } from '#shared/subgraph/records.ts'
import { isUnlimited } from '#shared/subgraph/visibility.ts'
import type { Context } from './context.ts'
import type { OrderMapper } from './mappers.ts'
import { type OrderRecord, type OrderStatus, positionOfOrder } from './provider.ts'
import { refOf } from './records.ts'

/** What the field `Customer.orders` is asked with. */
export interface OrderArguments extends PageInput {
  statuses?: readonly OrderStatus[] | null | undefined
}

const ORDERS = 'Customer.orders'

/** A page of the customer's orders, newest first; null where the ERP does not know the customer. */
export async function loadOrders(
  customerId: string,
  { statuses, ...input }: OrderArguments,
  context: Context,
): Promise<Connection<OrderMapper | null> | null> {
  const { first, after } = parsePageArguments(ORDERS, input)
  const customer = await refOf('Customer', customerId, context)
  const page =
    customer &&
    (await context.loaders.orderPage.load({
      connectionId: customer.connectionId,
      customerNativeId: customer.nativeId,
      first,
      after: after === undefined ? undefined : parsePosition(after),
      statuses: statuses?.length ? statuses : undefined,
    }))
  if (!page) return null
  const items = await listedWithIds('Order', page.items, context)
  return toConnection(ORDERS, { ...page, items }, after, {
    positionOf: (item) => formatPosition(positionOfOrder(isUnreadable(item) ? item : item.record)),
    nodeOf: (item) => (isUnreadable(item) ? asNode(item) : { id: item.id, ref: item.record.source }),
  })
}

/** The order's record, which must be there: its id was minted from it. */
export async function getOrder(order: OrderMapper, context: Context): Promise<OrderRecord> {
  const record = await findOrder(order, context)
  if (record) return record
  throw new WeftError('NOT_FOUND', 'the ERP no longer has this order', { system: order.ref.connectionId })
}

function findOrder(
  { id, ref }: OrderMapper,
  { loaders, loadedRecords }: Context,
): Promise<OrderRecord | undefined> {
  return loadedRecords.note(`Order ${id}`, loaders.order.load(ref))
}

/** An order that another record names; read only for who may not see every one. */
export async function onlyVisibleOrder(order: OrderMapper, context: Context): Promise<OrderMapper | null> {
  if (isUnlimited(context.request.caller)) return order
  return (await onlyVisible(await findOrder(order, context), context)) ? order : null
}

/** By canonical id; null when there is none, or the caller may not see its customer. */
export async function findVisibleOrder(id: string, context: Context): Promise<OrderMapper | null> {
  const ref = await refOf('Order', id, context)
  const found = ref && (await findOrder({ id, ref }, context))
  if (found) noteOwner(id, found, { ids: context.ids, ref })
  const visible = await onlyVisible(found, context)
  return ref && visible ? { id, ref } : null
}
