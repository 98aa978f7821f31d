/** The time, as a parameter: whatever asks for it can be tested without waiting. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A calendar day of an instant, in UTC: `2026-11-24`. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10)
}

/** The instant `days` (may be negative) after another. */
export function addDays(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * 86_400_000)
}
