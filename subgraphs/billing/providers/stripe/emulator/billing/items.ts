import { newId } from '../ids.ts'
import { planOf } from '../plan.ts'
import { changeRow, insertRow, removeRow, type Transaction } from '../transaction.ts'
import type { ItemRow, PriceRow, SubscriptionRow } from './rows.ts'

export function insertItem(
  transaction: Transaction,
  facts: {
    subscription: string
    price: PriceRow
    quantity: number
    period: { start: number; end: number }
    metadata: Record<string, string>
  },
): ItemRow {
  const { subscription, price, quantity, period, metadata } = facts
  return insertRow<ItemRow>(transaction, 'subscription_items', {
    id: newId('si', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created: transaction.now,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata,
    plan: planOf(price),
    price: structuredClone(price),
    quantity,
    subscription,
    tax_rates: [],
  })
}

export const itemsOf = ({ state }: Transaction, subscription: string): ItemRow[] =>
  (state.collections.subscription_items as ItemRow[]).filter((item) => item.subscription === subscription)

export function removeItem(transaction: Transaction, item: ItemRow): void {
  removeRow(transaction, 'subscription_items', item)
}

/** The list of items that a subscription carries. */
export function itemList(transaction: Transaction, subscription: string) {
  return {
    object: 'list',
    data: structuredClone(itemsOf(transaction, subscription)),
    has_more: false,
    url: `/v1/subscription_items?subscription=${subscription}`,
  }
}

/** Moves every item into its next period. */
export function movePeriods(
  transaction: Transaction,
  { id }: SubscriptionRow,
  periodOf: (item: ItemRow) => { start: number; end: number },
): void {
  for (const item of itemsOf(transaction, id)) {
    const { start, end } = periodOf(item)
    changeRow(transaction, item, { current_period_start: start, current_period_end: end })
  }
}
