/** A measurement and when it was taken, in any unit of time. */
export interface Sample {
  at: number
  value: number
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** How much a series grows from its first to its last sample by its line of least squares, as a part of its mean. */
export function growthOf(samples: readonly Sample[]): number {
  const meanAt = mean(samples.map(({ at }) => at))
  const meanValue = mean(samples.map(({ value }) => value))
  const spread = mean(samples.map(({ at }) => (at - meanAt) ** 2))
  if (spread === 0 || meanValue === 0) return 0
  const slope = mean(samples.map(({ at, value }) => (at - meanAt) * (value - meanValue))) / spread
  const [first, last] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 0]
  return (slope * (last - first)) / meanValue
}
