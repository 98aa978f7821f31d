import type { Variables } from './variable-values.ts'

/** A number that is known, or will be once the variables are. */
export type Count = number | ((variables: Variables) => number)

/** Counts beyond this no longer differ. */
const MANY = Number.MAX_SAFE_INTEGER

export const evaluate = (count: Count, variables: Variables): number =>
  typeof count === 'number' ? count : count(variables)

type Known = (count: Count) => count is number
const isKnown: Known = (count) => typeof count === 'number'

/** Joins counts pairwise; what is known is joined once, so that a request only asks what its variables decide. */
function combined(counts: readonly Count[], neutral: number, join: (a: number, b: number) => number): Count {
  const known = counts.filter(isKnown).reduce(join, neutral)
  const open = counts.filter((count) => typeof count === 'function')
  const [only] = open
  if (!only) return known
  if (open.length === 1) return known === neutral ? only : (variables) => join(known, only(variables))
  return (variables) => {
    let joined = known
    for (const count of open) joined = join(joined, count(variables))
    return joined
  }
}

export const sum = (counts: readonly Count[]): Count => combined(counts, 0, (a, b) => Math.min(MANY, a + b))

export function product(counts: readonly Count[]): Count {
  return counts.includes(0) ? 0 : combined(counts, 1, (a, b) => Math.min(MANY, a * b))
}
