import type { BillingInterval } from '#billing/provider.ts'
import type { NewItem, NewSubscription } from '#billing/writes.ts'
import { WeftError } from '#shared/errors.ts'
import { toStripeAmount } from '../currencies.ts'
import { toSeconds } from './to-native.ts'

export interface Recurring {
  interval: 'day' | 'week' | 'month' | 'year'
  interval_count: number
}

const RECURRING: Readonly<Record<BillingInterval, Recurring | undefined>> = {
  DAY: { interval: 'day', interval_count: 1 },
  WEEK: { interval: 'week', interval_count: 1 },
  MONTH: { interval: 'month', interval_count: 1 },
  QUARTER: { interval: 'month', interval_count: 3 },
  YEAR: { interval: 'year', interval_count: 1 },
  UNKNOWN: undefined,
}

export function toRecurring(interval: BillingInterval): Recurring {
  const recurring = RECURRING[interval]
  if (recurring) return recurring
  throw new WeftError('INVALID_ARGUMENT', 'a subscription needs an interval that is known')
}

/**
 * What is billed once. The price is made on the spot, so that the quote's own is billed and the same write always says the same:
 * a price that was looked for could be another one on the next attempt.
 */
export function toOneTimeItem({ productNativeId, quantity, unitPrice }: NewItem) {
  const { amount: unit_amount, currency } = toStripeAmount(unitPrice)
  return {
    price_data: { currency, product: productNativeId, unit_amount },
    quantity: toQuantity(quantity),
  }
}

export function toRecurringItem(item: NewItem, recurring: Recurring) {
  const { price_data, quantity } = toOneTimeItem(item)
  return { price_data: { ...price_data, recurring }, quantity }
}

/** Stripe's quantities of items are integers. */
function toQuantity(quantity: string): number {
  const whole = /^(\d{1,12})(?:\.0+)?$/.exec(quantity)?.[1]
  if (whole !== undefined) return Number(whole)
  throw new WeftError('REJECTED_BY_SYSTEM', 'Stripe bills whole quantities alone', {
    vendorCode: 'parameter_invalid_integer',
  })
}

/** In Unix seconds: `anchor`, when the second period begins, only where the first has begun. */
export interface Start {
  start: number
  anchor: number | undefined
}

/**
 * When a subscription begins and, where that is past, its next period: backdated up to its anchor, the first invoice is for whole
 * intervals, since the share is counted in intervals that begin on the first day.
 * https://docs.stripe.com/billing/subscriptions/backdating (read 2026-11-25)
 */
export function toStart(
  { startsAt, interval }: Pick<NewSubscription, 'startsAt' | 'interval'>,
  now: Date,
): Start {
  const start = toSeconds(startsAt)
  if (startsAt > now) return { start, anchor: undefined }
  const recurring = toRecurring(interval)
  let periods = 1
  while (addIntervals(startsAt, recurring, periods) <= now) periods += 1
  return { start, anchor: toSeconds(addIntervals(startsAt, recurring, periods)) }
}

const DAY_MS = 86_400_000

/** The same day so many intervals later, or the month's last where it has no such day: as Stripe counts. */
function addIntervals(from: Date, { interval, interval_count }: Recurring, periods: number): Date {
  const count = interval_count * periods
  if (interval === 'day') return new Date(from.getTime() + count * DAY_MS)
  if (interval === 'week') return new Date(from.getTime() + 7 * count * DAY_MS)
  const months = interval === 'year' ? 12 * count : count
  const day = new Date(from)
  day.setUTCDate(1)
  day.setUTCMonth(day.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
  day.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return day
}
