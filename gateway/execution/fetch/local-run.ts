import type { Failures } from '../failures.ts'
import type { Variables } from '../selection/conditions.ts'

/** Objects and lists alike: whatever holds a value under a key. */
export type Slots = Record<string | number, unknown>

/** One fetch on a subgraph of this process while it runs. */
export interface LocalRun {
  /** What the subgraph made for this operation. */
  context: unknown
  /** Coerced by the subgraph's own types. */
  variables: Variables
  failures: Failures
  /** By number: arguments and info of fields, the same for every object of this fetch. */
  calls: unknown[]
  /** True when its step has run before: then it is worth compiling. */
  isRepeated: boolean
  /** Promises not settled yet, and one for the synchronous part. */
  pending: number
  done: () => void
}

/** Ends one part of a run; the last part to end ends the run. */
export function settle(run: LocalRun): void {
  run.pending -= 1
  if (run.pending === 0) run.done()
}

/** True for anything that can be awaited. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as Slots).then === 'function'
}

/** Goes on once a promise has settled; what `fulfilled` throws is a failure like a rejection. */
export function waitFor(
  promise: PromiseLike<unknown>,
  run: LocalRun,
  fulfilled: (value: unknown) => void,
  rejected: (cause: unknown) => void,
): void {
  run.pending += 1
  promise.then(
    (value) => {
      try {
        fulfilled(value)
      } catch (cause) {
        rejected(cause)
      }
      settle(run)
    },
    (cause) => {
      rejected(cause)
      settle(run)
    },
  )
}

/** Null, unless another fetch has already filled the place. */
export function writeNull(slots: Slots, key: string | number): void {
  if (slots[key] === undefined) slots[key] = null
}

/** A field that failed: null, and the failure at its place. */
export function writeFailure(slots: Slots, key: string | number, cause: unknown, run: LocalRun): void {
  writeNull(slots, key)
  run.failures.add(slots, key, { cause, isReported: false })
}
