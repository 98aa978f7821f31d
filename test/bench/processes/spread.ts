/** How long some things took, in milliseconds. */
export interface Spread {
  p50Ms: number
  p99Ms: number
  slowestMs: number
}

export function spreadOf(took: readonly number[]): Spread {
  const sorted = took.toSorted((one, other) => one - other)
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return { p50Ms: at(0.5), p99Ms: at(0.99), slowestMs: at(1) }
}
