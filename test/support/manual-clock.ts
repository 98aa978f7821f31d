import type { Clock } from '#shared/clock.ts'

/** Stands still until it is told to go on. */
export interface ManualClock extends Clock {
  advance(seconds: number): void
}

export function createManualClock(start = new Date()): ManualClock {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    advance(seconds) {
      now += seconds * 1_000
    },
  }
}
