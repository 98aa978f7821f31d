import type { SubgraphError } from '../errors.ts'
import type { Failure, Failures } from '../failures.ts'
import { isTarget, type Target } from '../planning/rewrites.ts'
import { placeFailure } from './merge-answer.ts'

/** What one call was made for, and what came of it. */
export interface CallOutcome {
  targets: readonly Target[]
  /** What the subgraph answered for each; undefined when it answered nothing at all. */
  values: readonly unknown[] | undefined
  /** Keys of an error's path before those inside an object: `_entities` and the object's number, or none. */
  pathOffset: 0 | 2
  /** The fields that were asked of an object. */
  keysOf(target: Target): readonly string[]
  failures: Failures
}

/** The same failure at every field that was asked of these objects. */
export function failEverywhere({ targets, keysOf, failures }: CallOutcome, cause: unknown): void {
  const failure: Failure = { cause, isReported: false }
  failures.addUnplaced(failure)
  for (const target of targets) for (const key of keysOf(target)) failures.add(target, key, failure)
}

/** The same failure at those fields of objects that stayed empty. */
function failEmptyFields(
  targets: readonly Target[],
  failure: Failure,
  { keysOf, failures }: CallOutcome,
): void {
  failures.addUnplaced(failure)
  for (const target of targets)
    for (const key of keysOf(target)) if ((target[key] ?? null) === null) failures.add(target, key, failure)
}

function placeError(error: SubgraphError, outcome: CallOutcome): void {
  const { targets, values, pathOffset, failures } = outcome
  const failure: Failure = { cause: error, isReported: false }
  const index = pathOffset === 0 ? 0 : error.path?.[1]
  const target = typeof index === 'number' ? targets[index] : undefined
  const inside = error.path?.slice(pathOffset) ?? []
  if (!target || !values) {
    failEmptyFields(targets, failure, outcome)
    return
  }
  if (inside.length > 0) placeFailure(target, inside, failure, failures)
  // A field that may not be null took the whole object with it: all that was asked of it is lost to this error.
  const isLost = !isTarget(values[Number(index)])
  if (isLost || inside.length === 0) failEmptyFields([target], failure, outcome)
}

/** Puts a subgraph's errors at the places of the answer that they explain. */
export function placeErrors(errors: readonly SubgraphError[], outcome: CallOutcome): void {
  for (const error of errors) placeError(error, outcome)
}
