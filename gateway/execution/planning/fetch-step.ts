import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner'
import type { OperationDefinitionNode } from 'graphql'
import type { Conditions } from '../selection/conditions.ts'
import type { Fragments } from '../selection/collect-fields.ts'

/** A place in the answer, whatever the list items above it: response keys joined by `/`. */
export type Position = string

/** The keys that any step of an operation writes to the objects at a place. */
export type KeysAt = (position: Position) => readonly string[]

/** One call to one subgraph, with what it waits for. */
export interface FetchStep {
  subgraph: string
  /** Response keys down to the objects it is made for; `@` goes into a list. Empty: the root. */
  path: readonly string[]
  conditions: Conditions
  /** What it reads of each object; undefined for a fetch of root fields. */
  requires: readonly QueryPlanSelectionNode[] | undefined
  /** What the subgraph is asked; for an entity fetch, `_entities` is its only field. */
  operation: OperationDefinitionNode
  fragments: Fragments
  variableUsages: readonly string[]
  inputRewrites: readonly FetchDataRewrite[]
  outputRewrites: readonly FetchDataRewrite[]
  /** Steps whose answers it needs, by their place in the list. */
  dependsOn: ReadonlySet<number>
  /** What all steps of its operation write; undefined before they are known. */
  keysAt?: KeysAt
}

/** An operation as steps without an order of their own: data decides when each one starts. */
export type FetchSteps = readonly FetchStep[]
