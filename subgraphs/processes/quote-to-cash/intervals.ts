import type { BillingInterval } from '#billing/provider.ts'

const MONTHS: Readonly<Partial<Record<BillingInterval, number>>> = { MONTH: 1, QUARTER: 3, YEAR: 12 }

/** Undefined for one that is no whole number of months. */
export const monthsOf = (interval: BillingInterval): number | undefined => MONTHS[interval]

/** How often an interval is billed in a term; undefined where the term is no whole number of them. */
export function timesIn(termMonths: number, interval: BillingInterval): number | undefined {
  const months = monthsOf(interval)
  if (months === undefined || termMonths % months !== 0) return undefined
  return termMonths / months
}
