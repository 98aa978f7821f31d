/** Days as the demo world counts them: from the UTC day on which it was made. */
export interface Days {
  /** `YYYY-MM-DD` */
  day(offset: number): string
  /** The first instant of a day, ISO 8601. */
  midnight(offset: number): string
  /** The day so many calendar months after another, less `lessDays`. */
  monthsAfter(offset: number, months: number, lessDays?: number): string
  /** The ERP's name of the accounting period that a day falls in: `Nov 2026`. */
  period(offset: number): string
}

export function createDays(now: Date): Days {
  const at = (offset: number): Date =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + offset))
  const text = (date: Date): string => date.toISOString().slice(0, 10)
  return {
    day: (offset) => text(at(offset)),
    midnight: (offset) => at(offset).toISOString(),
    monthsAfter(offset, months, lessDays = 0) {
      const start = at(offset)
      return text(
        new Date(
          Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate() - lessDays),
        ),
      )
    },
    period: (offset) =>
      at(offset).toLocaleString('en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  }
}
