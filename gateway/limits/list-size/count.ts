import type { Variables } from './variable-values.ts'

/** A number that is known, or will be once the variables are. */
export type Count = number | ((variables: Variables) => number)

/** Counts beyond this no longer differ. */
const MANY = Number.MAX_SAFE_INTEGER

export const evaluate = (count: Count, variables: Variables): number =>
  typeof count === 'number' ? count : count(variables)

function combined(counts: readonly Count[], combine: (numbers: readonly number[]) => number): Count {
  if (counts.every((count) => typeof count === 'number')) return combine(counts)
  return (variables) => combine(counts.map((count) => evaluate(count, variables)))
}

export const sum = (counts: readonly Count[]): Count =>
  combined(counts, (numbers) => numbers.reduce((a, b) => Math.min(MANY, a + b), 0))

export const product = (counts: readonly Count[]): Count =>
  combined(counts, (numbers) => numbers.reduce((a, b) => Math.min(MANY, a * b), 1))

export const largest = (counts: readonly Count[]): Count =>
  combined(counts, (numbers) => Math.max(0, ...numbers))
