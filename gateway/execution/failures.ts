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
  /** Failures that no place visible to the client has shown. */
  unreported(): { failure: Failure; container: object | undefined }[]
  /** A failure without any place. */
  addUnplaced(failure: Failure): void
}

const NONE: readonly PlacedFailure[] = []

/** Creates an empty collection for one operation. */
export function createFailures(): Failures {
  const places = new Map<object, Map<string | number, PlacedFailure[]>>()
  const unplaced: Failure[] = []
  let isEmpty = true
  return {
    isEmpty: () => isEmpty,
    add(container, key, failure, below = []) {
      isEmpty = false
      const keys = places.get(container) ?? new Map<string | number, PlacedFailure[]>()
      places.set(container, keys)
      const placed = keys.get(key) ?? []
      keys.set(key, placed)
      if (!placed.some((each) => each.failure === failure)) placed.push({ failure, below })
    },
    at: (container, key) => places.get(container)?.get(key) ?? NONE,
    addUnplaced(failure) {
      isEmpty = false
      unplaced.push(failure)
    },
    unreported() {
      const found = new Map<Failure, object | undefined>(unplaced.map((failure) => [failure, undefined]))
      for (const [container, keys] of places)
        for (const placed of keys.values())
          for (const { failure } of placed) if (!found.has(failure)) found.set(failure, container)
      return [...found].flatMap(([failure, container]) =>
        failure.isReported ? [] : [{ failure, container }],
      )
    },
  }
}
