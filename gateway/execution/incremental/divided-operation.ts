import type { GraphQLCompositeType } from 'graphql'
import type { CompiledFetch } from '../fetch/fetch.ts'
import type { FetchStep } from '../planning/fetch-step.ts'
import type { OperationPlan, Planner } from '../planning/plan-operation.ts'
import type { Target } from '../planning/rewrites.ts'
import { compileObjects } from '../projection/compile-projection.ts'
import { compileIntrospection } from '../projection/introspect.ts'
import type { ProjectionRun } from '../projection/projection.ts'
import type { ProjectionContext } from '../projection/projection-context.ts'
import type { ReadyOperation } from '../ready-operation.ts'
import type { Fragments } from '../selection/collect-fields.ts'
import type { Variables } from '../selection/conditions.ts'
import { type CompiledStep, compileSteps } from '../steps.ts'
import { type DeferredFragment, divideOperation } from './deferred-fragments.ts'
import { divideSteps } from './divide-steps.ts'

/** An operation that defers something, planned. */
export interface DeferringOperation {
  planner: Planner
  ready: ReadyOperation
  plan: OperationPlan
  fragments: Fragments
  fetchOf(step: FetchStep, isAlone: boolean): CompiledFetch
}

/** What is the same for all who send the operation with the same fragments deferred. */
export interface DividedOperation {
  steps: readonly CompiledStep[]
  /** How many fragments are deferred: the last steps stand for their being ready, and one before for the first answer. */
  fragments: readonly DeferredFragment[]
  firstBarrier: number
  context: ProjectionContext
  rootType: GraphQLCompositeType
  projectFirst(source: Target, run: ProjectionRun): unknown
  introspect: ((variables: Variables) => Record<string, unknown>) | undefined
  projectPart: readonly ReturnType<typeof compileObjects>[]
}

const NOTHING: CompiledFetch = {
  fetchRoot: (_target, _run, done) => done(),
  fetchEntities: (_inputs, _run, done) => done(),
}

const barrier = (dependencyCount: number, dependents: readonly number[]): CompiledStep => ({
  fetch: NOTHING,
  targetsIn: (root) => [root],
  conditions: [],
  build: undefined,
  fields: [],
  inputs: [],
  dependencyCount,
  dependents,
})

/** Adds a step for "the first answer can be made" and one for each deferred fragment, after that of what it stands in. */
function withBarriers(
  steps: readonly CompiledStep[],
  parts: readonly (readonly number[])[],
  fragments: readonly DeferredFragment[],
): CompiledStep[] {
  const first = steps.length
  const waits = parts.map((indices) => new Set(indices))
  fragments.forEach(
    ({ parent }, index) => void waits[index + 1]?.add(first + (parent === undefined ? 0 : parent + 1)),
  )
  const dependentsOf = (index: number): number[] =>
    waits.flatMap((wait, place) => (wait.has(index) ? [first + place] : []))
  return [
    ...steps.map((step, index) => ({ ...step, dependents: [...step.dependents, ...dependentsOf(index)] })),
    ...waits.map((wait, place) => barrier(wait.size, dependentsOf(first + place))),
  ]
}

/** Divides an operation and its steps by what is deferred with these variables. */
export function compileDivided(
  { planner, ready, plan, fragments, fetchOf }: DeferringOperation,
  variables: Variables,
): DividedOperation {
  const { apiSchema: schema } = planner
  const { operation, restriction } = ready
  const divided = divideOperation(operation, fragments, variables)
  const { steps, parts } = divideSteps(plan.steps, divided, plan.keys)
  const rootType = schema.getRootType(operation.operation)
  if (!rootType) throw new TypeError(`no ${operation.operation} type`)
  const context = { schema, fragments, keys: plan.keys, denials: restriction?.denials }
  const compile = (selectionSet: DeferredFragment['selectionSet']) =>
    compileObjects([{ selectionSet, conditions: [] }], context)
  return {
    steps: withBarriers(
      compileSteps(steps, planner, (step) => fetchOf(step, false)),
      parts,
      divided.deferred,
    ),
    fragments: divided.deferred,
    firstBarrier: steps.length,
    context,
    rootType,
    projectFirst: compile(divided.immediate)(rootType),
    introspect: compileIntrospection(schema, operation, fragments),
    projectPart: divided.deferred.map(({ selectionSet }) => compile(selectionSet)),
  }
}
