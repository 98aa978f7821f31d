/** Upper bounds of the buckets, in seconds: from an answer out of memory to the longest deadline. */
export const DURATION_BOUNDS: readonly number[] = [
  ...[0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05],
  ...[0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
]

/** How long something took, each time: plain numbers, so that what is measured does not pay for being measured. */
export interface Durations {
  /** How many fell into each bucket; the last one is beyond all bounds. */
  readonly counts: readonly number[]
  readonly sumSeconds: number
  add(ms: number): void
}

/** Creates durations of which none was measured yet. */
export function createDurations(): Durations {
  const counts = new Array<number>(DURATION_BOUNDS.length + 1).fill(0)
  let sumMs = 0
  return {
    counts,
    get sumSeconds() {
      return sumMs / 1_000
    },
    add(ms) {
      const seconds = ms / 1_000
      let bucket = 0
      while (seconds > (DURATION_BOUNDS[bucket] ?? Number.POSITIVE_INFINITY)) bucket += 1
      counts[bucket] = (counts[bucket] ?? 0) + 1
      sumMs += ms
    },
  }
}
