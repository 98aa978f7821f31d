/** Unix seconds of a day counted from the day the world was made, at midnight UTC. */
export function secondsOf(today: Date, days: number): number {
  return Math.floor(today.getTime() / 1000) + days * 86_400
}

/** The same day and hour `months` later, or the month's last day where it has no such day. */
export function addMonths(seconds: number, months: number): number {
  const from = new Date(seconds * 1000)
  const target = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1)
  const first = new Date(target)
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return Math.floor(target / 1000) + (Math.min(from.getUTCDate(), lastDay) - 1) * 86_400
}
