import type { QueryPlan } from '@apollo/query-planner'
import type { DocumentNode } from 'graphql'

/** Which labels of `@override(label:)` hold. */
export type Overrides = ReadonlyMap<string, boolean>

/** Turns an operation into fetches. At once where that is sure to be quick, later where another thread does it. */
export interface Planner {
  /** Throws, or rejects with, a WeftError where planning would take too long. */
  plan(
    document: DocumentNode,
    operationName: string | undefined,
    overrides?: Overrides,
  ): Promise<QueryPlan> | QueryPlan
}

export interface SplitPlannerOptions {
  /** Plans on this thread. */
  here: Planner
  /** Plans on another one, with a deadline. */
  elsewhere: Planner
  /** What planning costs: `typedSelections` of the measured document. */
  weigh(document: DocumentNode): number
  /** The heaviest document that is planned here. */
  maxWeightHere?: number
}

/**
 * Measured on the Weft supergraph, with a warm planner: 0.05 to 0.3 ms for one typed selection while there are under a
 * thousand of them, more with each beyond. 100 keep this thread for 30 ms at the most; a round trip to the other one
 * costs about 1 ms more than the planning itself.
 */
const MAX_WEIGHT_HERE = 100

/** Creates a planner that keeps this thread free: what is light is planned here, what is heavy elsewhere. */
export function createSplitPlanner(options: SplitPlannerOptions): Planner {
  const { here, elsewhere, weigh, maxWeightHere = MAX_WEIGHT_HERE } = options
  return {
    plan(document, operationName, overrides) {
      const planner = weigh(document) <= maxWeightHere ? here : elsewhere
      return planner.plan(document, operationName, overrides)
    },
  }
}
