import type { Failures } from '../failures.ts'
import type { OperationScope } from '../operation-scope.ts'
import type { Target } from '../planning/rewrites.ts'
import type { Variables } from '../selection/conditions.ts'

/** One operation while its steps run. */
export interface OperationRun {
  scope: OperationScope
  /** As the client sent them: each subgraph coerces by its own types. */
  variables: Variables
  failures: Failures
  /** Of a subscription: what its primary gave, and what this run completes. */
  event?: unknown
}

/** Objects of the answer, and at the same places what their subgraph is told of them. */
export interface EntityInputs {
  targets: readonly Target[]
  representations: readonly Target[]
}

/** A step bound to the way its subgraph is reached. Whatever goes wrong becomes a failure; nothing is thrown. */
export interface CompiledFetch {
  /** Fills the root fields of `target`, then calls `done`, perhaps before it returns. */
  fetchRoot(target: Target, run: OperationRun, done: () => void): void
  /** Fills the entities' fields in place, then calls `done`, perhaps before it returns. */
  fetchEntities(inputs: EntityInputs, run: OperationRun, done: () => void): void
}
