import { GraphQLError } from 'graphql'
import { FORBIDDEN } from '../authorisation/forbidden.ts'
import type { ErrorPath } from '../errors.ts'
import type { Failures } from '../failures.ts'
import type { Variables } from '../selection/conditions.ts'

/** Stands for a value that its type cannot have: null where null is allowed, and the same of its parent elsewhere. */
export const INVALID: unique symbol = Symbol('invalid')

/** An error while the answer is projected; its path grows from the inside out. */
export interface FoundError {
  reversedPath: (string | number)[]
  toError(path: ErrorPath): GraphQLError
}

/** One answer while it is projected. */
export interface ProjectionRun {
  variables: Variables
  failures: Failures
  /** Why what was not fetched yet will not be; undefined when everything was. */
  ended: unknown
  /** False as long as nothing failed: then no place is looked up. */
  hasFailures: boolean
  errors: FoundError[]
  /** A failure as the client may see it. */
  toError(cause: unknown, path: ErrorPath): GraphQLError
  /** Canonical keys in the client's words. */
  clientKeyOf(key: string): string
}

/** Turns a value as it was fetched into the client's; null only where nothing is wrong. */
export type Projector = (value: unknown, run: ProjectionRun) => unknown

/** Adds a key to the paths of all errors that were found below it. */
export function prefixPaths(run: ProjectionRun, from: number, key: string | number): void {
  for (let index = from; index < run.errors.length; index += 1) run.errors[index]?.reversedPath.push(key)
}

const invalidAnswer = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'INVALID_RESPONSE', retryable: true } })

/** Reports a value that its type does not allow. */
export function rejectValue(run: ProjectionRun, message: string): typeof INVALID {
  run.errors.push({
    reversedPath: [],
    toError: (path) => run.toError(invalidAnswer(message), path),
  })
  return INVALID
}

/** Reports that the caller may not see what would stand here, whatever it is. */
export function denyValue(run: ProjectionRun): typeof INVALID {
  run.errors.push({ reversedPath: [], toError: (path) => run.toError(FORBIDDEN, path) })
  return INVALID
}

/** Reports what failed at a place, or that nothing will come there; true when there was something to report. */
export function reportFailures(run: ProjectionRun, container: object, key: string | number): boolean {
  if (run.ended !== undefined && (container as Record<string | number, unknown>)[key] === undefined) {
    run.errors.push({ reversedPath: [], toError: (path) => run.toError(run.ended, path) })
    return true
  }
  const placed = run.failures.at(container, key)
  for (const { failure, below } of placed) {
    failure.isReported = true
    const inside = below.map((step) => (typeof step === 'string' ? run.clientKeyOf(step) : step))
    run.errors.push({
      reversedPath: inside.toReversed(),
      toError: (path) => run.toError(failure.cause, path),
    })
  }
  return placed.length > 0
}
