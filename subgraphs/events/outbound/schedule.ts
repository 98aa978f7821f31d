/** Seconds before each further attempt, over three days: the schedule that Standard Webhooks gives as its example. */
const DELAYS_SECONDS: readonly number[] = [
  5,
  5 * 60,
  30 * 60,
  2 * 3_600,
  5 * 3_600,
  10 * 3_600,
  14 * 3_600,
  20 * 3_600,
  24 * 3_600,
]
/** So that what failed together does not come back together. */
const JITTER = 0.1

export const MOST_ATTEMPTS = DELAYS_SECONDS.length + 1

/** Seconds until the next attempt after so many; undefined after the last one. `random` from 0 to 1. */
export function delayAfter(attempts: number, random: number): number | undefined {
  const seconds = DELAYS_SECONDS[attempts - 1]
  return seconds === undefined ? undefined : seconds * (1 - JITTER + 2 * JITTER * random)
}

/** So many events failed, each of another entity, and none was delivered in between: it is not the events. */
export const SUSPECTS_OF_OUTAGE = 3
/** An endpoint that is down is asked so often, even where no event is due that soon. */
export const PROBE_EVERY_SECONDS = 3_600
