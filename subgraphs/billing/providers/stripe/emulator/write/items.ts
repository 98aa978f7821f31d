import { insertItem, itemList, itemsOf, removeItem } from '../billing/items.ts'
import { credit, debit } from '../billing/prorations.ts'
import type { ItemRow, PriceRow, SubscriptionRow } from '../billing/rows.ts'
import { addPending } from '../billing/schedules.ts'
import { invalid, noSuch, required } from '../errors.ts'
import { mergeMetadata } from '../metadata.ts'
import { planOf } from '../plan.ts'
import { changeRow, rowOf, type Transaction } from '../transaction.ts'
import { boolean, type Fields, fullText, hashOf, idOf, metadata, unsigned, type Values } from './fields.ts'
import { createInlinePrice, PRICE_DATA } from './prices.ts'

export const NEW_ITEM = {
  metadata,
  price: idOf('prices'),
  price_data: hashOf(PRICE_DATA),
  quantity: unsigned,
} satisfies Fields

/** An item that is there is named by `id`; without one it is new. */
export const CHANGED_ITEM = { ...NEW_ITEM, deleted: boolean, id: fullText } satisfies Fields

type GivenItem = Values<typeof CHANGED_ITEM>

/** The price that an item names or brings: recurring, active, in the subscription's currency. */
export function priceOf(transaction: Transaction, given: GivenItem, param: string): PriceRow {
  const { price, price_data } = given
  if (price !== undefined && price_data)
    throw invalid('You may only specify one of these parameters: price, price_data.', param)
  const row = price_data
    ? createInlinePrice(price_data, transaction)
    : rowOf<PriceRow>(transaction, required(price, `${param}[price]`))
  if (!row.recurring)
    throw invalid(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      `${param}[price]`,
    )
  // What a subscription holds already may be named again.
  if (!row.active && !transaction.state.inlinePrices.has(row.id))
    throw invalid(
      'The price specified is inactive. This field only accepts active prices.',
      `${param}[price]`,
    )
  return row
}

/** The price of what is billed once, which an item names or brings. */
export function oneTimePriceOf(transaction: Transaction, given: GivenItem, param: string): PriceRow {
  const { price, price_data } = given
  const row = price_data
    ? createInlinePrice(price_data, transaction)
    : rowOf<PriceRow>(transaction, required(price, `${param}[price]`))
  if (!row.recurring) return row
  throw invalid(
    `The price specified is set to \`type=recurring\` but this field only accepts prices with \`type=one_time\`.`,
    `${param}[price]`,
  )
}

export function assertCurrency(price: PriceRow, currency: string, param: string): void {
  if (price.currency !== currency)
    throw invalid(
      `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${currency}\`.`,
      param,
    )
}

/** Bills items once, on the subscription's next invoice. */
export function addOnce(
  transaction: Transaction,
  subscription: SubscriptionRow,
  { given, param }: { given: readonly GivenItem[]; param: string },
): void {
  const items = given.map((item, index) => ({
    price: oneTimePriceOf(transaction, item, `${param}[${index}]`).id,
    quantity: item.quantity ?? 1,
    metadata: mergeMetadata({}, item.metadata),
  }))
  addPending(transaction, subscription, items)
}

export interface ItemChanges {
  prorates: boolean
  /** Unix seconds. */
  at: number
}

/** Adds, changes and removes items; the rest of the period is prorated. */
export function changeItems(
  transaction: Transaction,
  subscription: SubscriptionRow,
  { given, prorates, at }: ItemChanges & { given: readonly GivenItem[] },
): void {
  for (const [index, change] of given.entries()) {
    const param = `items[${index}]`
    const item = change.id === undefined ? undefined : ownItem(transaction, subscription, change.id, param)
    if (!item) addItem(transaction, subscription, { change, param, prorates, at })
    else if (change.deleted) {
      if (prorates) credit(transaction, item, at)
      removeItem(transaction, item)
    } else editItem(transaction, item, { change, param, prorates, at })
  }
  if (itemsOf(transaction, subscription.id).length === 0)
    throw invalid('A subscription must have at least one active price.', 'items')
  changeRow(transaction, subscription, { items: itemList(transaction, subscription.id) })
}

function ownItem(transaction: Transaction, { id }: SubscriptionRow, itemId: string, param: string): ItemRow {
  const item = itemsOf(transaction, id).find((known) => known.id === itemId)
  if (!item) throw noSuch('subscription_items', itemId, `${param}[id]`, 400)
  return item
}

function addItem(
  transaction: Transaction,
  subscription: SubscriptionRow,
  { change, param, prorates, at }: ItemChanges & { change: GivenItem; param: string },
): void {
  const price = priceOf(transaction, change, param)
  assertCurrency(price, subscription.currency, `${param}[price]`)
  const [first] = itemsOf(transaction, subscription.id)
  const item = insertItem(transaction, {
    subscription: subscription.id,
    price,
    quantity: change.quantity ?? 1,
    period: { start: first?.current_period_start ?? at, end: first?.current_period_end ?? at },
    metadata: mergeMetadata({}, change.metadata),
  })
  if (prorates) debit(transaction, item, at)
}

function editItem(
  transaction: Transaction,
  item: ItemRow,
  { change, param, prorates, at }: ItemChanges & { change: GivenItem; param: string },
): void {
  const isNewPrice = change.price !== undefined || change.price_data !== undefined
  const price = isNewPrice ? priceOf(transaction, change, param) : item.price
  assertCurrency(price, item.price.currency, `${param}[price]`)
  const quantity = change.quantity ?? item.quantity
  const isSame = price.id === item.price.id && quantity === item.quantity
  if (prorates && !isSame) credit(transaction, item, at)
  changeRow(transaction, item, {
    metadata: mergeMetadata(item.metadata, change.metadata),
    plan: planOf(price),
    price: structuredClone(price),
    quantity,
  })
  if (prorates && !isSame) debit(transaction, item, at)
}
