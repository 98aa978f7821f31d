import { rowOf, type Transaction } from '../transaction.ts'
import { amountOf } from './lines.ts'
import { insertPending } from './pending.ts'
import type { CustomerRow, ItemRow, SubscriptionRow } from './rows.ts'

// https://docs.stripe.com/billing/subscriptions/prorations (read 2026-11-22): what is left of the period is credited at
// the old price and charged at the new one, to the second.

/** Gives back what an item has paid for the rest of its period. */
export function credit(transaction: Transaction, item: ItemRow, at: number): void {
  prorate(transaction, item, { at, sign: -1, words: 'Unused time on' })
}

/** Charges an item for the rest of the period it is in. */
export function debit(transaction: Transaction, item: ItemRow, at: number): void {
  prorate(transaction, item, { at, sign: 1, words: 'Remaining time on' })
}

function prorate(
  transaction: Transaction,
  item: ItemRow,
  { at, sign, words }: { at: number; sign: 1 | -1; words: string },
): void {
  const { price, quantity } = item
  const amount = sign * shareOf(item, at)
  if (amount === 0) return
  const subscription = rowOf<SubscriptionRow>(transaction, item.subscription)
  insertPending(transaction, {
    customer: rowOf<CustomerRow>(transaction, subscription.customer),
    currency: subscription.currency,
    amount,
    description: `${words} ${quantity} × ${String(rowOf(transaction, price.product).name)} after ${dayOf(at)}`,
    price,
    quantity,
    period: { start: at, end: item.current_period_end },
    subscription: subscription.id,
    isProration: true,
  })
}

function shareOf(
  { price, quantity, current_period_start: start, current_period_end: end }: ItemRow,
  at: number,
) {
  const left = Math.min(1, Math.max(0, (end - at) / (end - start)))
  return Math.round(amountOf(price, quantity) * left)
}

const dayOf = (seconds: number): string =>
  new Date(seconds * 1000).toLocaleDateString('en-GB', {
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
