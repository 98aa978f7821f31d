import type { ContractRecord } from '#crm/provider.ts'
import { addDays, addMonths } from '../quote-to-cash/dates.ts'
import type { RenewalToInvoiceInput } from './input.ts'

/** What comes after a term: calendar days, of no zone. */
export interface NewTerm {
  /** The day after the last one of the old term: no gap, and no day twice. Undefined: the old one has no end. */
  startDate: string | undefined
  termMonths: number | undefined
  upliftPercent: string
}

export function newTermOf(
  { endDate, termMonths, renewal }: Pick<ContractRecord, 'endDate' | 'termMonths' | 'renewal'>,
  { upliftPercent, corrections }: Pick<RenewalToInvoiceInput, 'upliftPercent' | 'corrections'>,
): NewTerm {
  return {
    startDate: endDate === undefined ? undefined : addDays(endDate, 1),
    termMonths: corrections?.termMonths ?? renewal?.termMonths ?? termMonths,
    upliftPercent: upliftPercent ?? renewal?.upliftPercent ?? '0',
  }
}

const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`)

/**
 * When billing makes its first invoice by terms that begin on a day: as the new term begins where periods and terms meet, else
 * with the first period that begins in it. `periodEnd`: of the running subscription.
 */
export function firstBillingOf(
  startDate: string,
  running: { periodEnd: Date | undefined; intervalMonths: number } | undefined,
): Date {
  const startsAt = midnight(startDate)
  if (!running?.periodEnd) return startsAt
  const { periodEnd, intervalMonths } = running
  const day = periodEnd.toISOString().slice(0, 10)
  const timeOfDay = periodEnd.getTime() - midnight(day).getTime()
  for (let periods = 0; ; periods += 1) {
    const end = new Date(midnight(addMonths(day, periods * intervalMonths)).getTime() + timeOfDay)
    if (end >= startsAt) return end
  }
}
