import type { DemoPeriod } from './records.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Monthly periods around `today`; those that ended more than 45 days ago are closed. */
export function createPeriods(today: Date): DemoPeriod[] {
  return Array.from({ length: 37 }, (_, index) => {
    const start = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 24 + index, 1))
    const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 0))
    return {
      name: `${MONTHS[start.getUTCMonth()]} ${start.getUTCFullYear()}`,
      startDate: start.toISOString().slice(0, 10),
      endDate: end.toISOString().slice(0, 10),
      closed: today.getTime() - end.getTime() > 45 * 86_400_000,
    }
  })
}
