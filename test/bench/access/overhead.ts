/** What one way costs more than another, as a part of the other: 0.05 is five in a hundred. */
export interface Overhead {
  part: number
  /** Where the same measured again would be in 95 of 100 times. */
  from: number
  to: number
}

const RESAMPLES = 1_000
const OUTSIDE = 0.025

/** A sequence that looks random and is the same every time: what is said of the same numbers must not change. */
function createDice(): () => number {
  let state = 0x9e3779b9
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** The mean of the lower half: other people's work on a machine takes its caches and adds to CPU; nothing takes from it. */
export function quietMean(values: readonly number[]): number {
  const half = Float64Array.from(values)
    .sort()
    .subarray(0, Math.ceil(values.length / 2))
  return half.reduce((total, value) => total + value, 0) / half.length
}

/**
 * What the second of each pair costs more than the first, by the quiet half of each. The interval is the bootstrap's: pairs
 * drawn again, with repetition, many times.
 */
export function overheadOf(pairs: readonly (readonly [base: number, more: number])[]): Overhead {
  const partOf = (drawn: typeof pairs): number =>
    quietMean(drawn.map(([, more]) => more)) / quietMean(drawn.map(([base]) => base)) - 1
  const roll = createDice()
  const draw = () => pairs.map((pair) => pairs[Math.floor(roll() * pairs.length)] ?? pair)
  const parts = Array.from({ length: RESAMPLES }, () => partOf(draw())).sort((one, other) => one - other)
  const at = (part: number): number => parts[Math.floor(part * RESAMPLES)] ?? 0
  return { part: partOf(pairs), from: at(OUTSIDE), to: at(1 - OUTSIDE) }
}
