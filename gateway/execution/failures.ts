import type { ErrorPath } from './errors.ts'

/** One thing that went wrong, wherever it shows. */
export interface Failure {
  /** What was thrown, or the error object that a subgraph sent. */
  cause: unknown
  /** Set once the client has been told. */
  isReported: boolean
}

/** A failure at a place, and how far below that place it happened. */
export interface PlacedFailure {
  failure: Failure
  below: ErrorPath
}

/**
 * What went wrong while an answer was put together, by the object or list and the key in it.
 * Places are objects, not paths: the path is known when the answer is projected, in the client's words.
 */
export interface Failures {
  isEmpty(): boolean
  add(container: object, key: string | number, failure: Failure, below?: ErrorPath): void
  at(container: object, key: string | number): readonly PlacedFailure[]
  /** Failures that no place has: the answer as a whole shows them. */
  withoutPlace(): readonly Failure[]
  /**
   * Failures at places that no client sees. What they cost has been shown where it was: at the fields that require
   * them. The rest are fields that a subgraph was asked for more objects than the client did.
   */
  hidden(): readonly Failure[]
  /** A failure that may have no place, or places that nobody sees. */
  addUnplaced(failure: Failure): void
}

const NONE: readonly PlacedFailure[] = []

/** A class, because every operation has one: what nearly none of them needs is made when it is needed. */
class OperationFailures implements Failures {
  #places: Map<object, Map<string | number, PlacedFailure[]>> | undefined
  #unplaced: Failure[] | undefined
  #placedOnce: Set<Failure> | undefined

  isEmpty(): boolean {
    return this.#places === undefined && this.#unplaced === undefined
  }

  add(container: object, key: string | number, failure: Failure, below: ErrorPath = []): void {
    this.#placedOnce ??= new Set()
    this.#placedOnce.add(failure)
    this.#places ??= new Map()
    const keys = this.#places.get(container) ?? new Map<string | number, PlacedFailure[]>()
    this.#places.set(container, keys)
    const placed = keys.get(key) ?? []
    keys.set(key, placed)
    if (!placed.some((each) => each.failure === failure)) placed.push({ failure, below })
  }

  at(container: object, key: string | number): readonly PlacedFailure[] {
    return this.#places?.get(container)?.get(key) ?? NONE
  }

  addUnplaced(failure: Failure): void {
    this.#unplaced ??= []
    this.#unplaced.push(failure)
  }

  withoutPlace(): readonly Failure[] {
    const unplaced = this.#unplaced ?? []
    return unplaced.filter((failure) => !failure.isReported && !this.#placedOnce?.has(failure))
  }

  hidden(): readonly Failure[] {
    return [...(this.#placedOnce ?? [])].filter((failure) => !failure.isReported)
  }
}

/** Creates an empty collection for one operation. */
export const createFailures = (): Failures => new OperationFailures()
