import type { Interval } from './rows.ts'

const DAY = 86_400

/** The same day and time so many intervals later, or the month's last day where it has no such day. Unix seconds. */
export function addIntervals(seconds: number, interval: Interval, count: number): number {
  if (interval === 'day') return seconds + count * DAY
  if (interval === 'week') return seconds + count * 7 * DAY
  const months = interval === 'year' ? 12 * count : count
  const from = new Date(seconds * 1000)
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1))
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  const day = Math.min(from.getUTCDate(), lastDay)
  return first.getTime() / 1000 + (day - 1) * DAY + (seconds % DAY)
}

/** The first end of a period after `start` that stands in the rhythm of the anchor: the 31st stays the 31st. */
export function periodEnd(
  anchor: number,
  start: number,
  { interval, interval_count: count }: { interval: Interval; interval_count: number },
): number {
  let periods = 1
  while (addIntervals(anchor, interval, periods * count) <= start) periods += 1
  return start < anchor ? anchor : addIntervals(anchor, interval, periods * count)
}
