import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import type { Failure, Failures } from './failures.ts'
import type { CompiledFetch, EntityInputs, OperationRun } from './fetch/fetch.ts'
import {
  type BuildRepresentation,
  compileRepresentation,
  type RepresentationContext,
} from './fetch/representation.ts'
import { generateTargets, targetsAt } from './fetch/targets.ts'
import { compileWhenRepeated } from './generate/source.ts'
import { selectionOf } from './planning/entity-selection.ts'
import type { FetchStep } from './planning/fetch-step.ts'
import { isTarget, renamesOf, satisfiesType, type Target } from './planning/rewrites.ts'
import { toPlanSelections } from './planning/split-requirements.ts'
import { type Conditions, conditionsHold, type Variables } from './selection/conditions.ts'
import { topFields } from './selection/top-fields.ts'

/** A field that a step fills, and that fails with its inputs. */
interface StepField {
  key: string
  /** False for objects of another type than the field's. */
  isOf(typeName: unknown): boolean
  inputs: readonly QueryPlanSelectionNode[]
}

/** A step ready to run. */
export interface CompiledStep {
  fetch: CompiledFetch
  /** The objects that it is made for. */
  targetsIn(root: Target): Target[]
  conditions: Conditions
  /** Undefined for a fetch of root fields. */
  build: BuildRepresentation | undefined
  /** What it fills, and what each field requires of other subgraphs. */
  fields: readonly StepField[]
  /** Everything it reads: what an object fails with when it cannot be told to the subgraph at all. */
  inputs: readonly QueryPlanSelectionNode[]
  /** How many steps it waits for, and which wait for it. */
  dependencyCount: number
  dependents: readonly number[]
}

/** Compiles steps; `fetchOf` decides how each one's subgraph is reached. */
export function compileSteps(
  steps: readonly FetchStep[],
  context: RepresentationContext,
  fetchOf: (step: FetchStep) => CompiledFetch,
): CompiledStep[] {
  return steps.map((step, index) => ({
    fetch: fetchOf(step),
    targetsIn: compileTargets(step.path),
    conditions: step.conditions,
    build: step.requires ? compileRepresentation(step, context) : undefined,
    fields: compileFields(step, context),
    inputs: step.requires ?? [],
    dependencyCount: step.dependsOn.size,
    dependents: steps.flatMap((each, dependent) => (each.dependsOn.has(index) ? [dependent] : [])),
  }))
}

function compileTargets(path: readonly string[]): CompiledStep['targetsIn'] {
  const generated = compileWhenRepeated(() => generateTargets(path))
  return (root) => generated(root) ?? targetsAt(root, path)
}

function compileFields(step: FetchStep, { facts, supergraphSchema }: RepresentationContext): StepField[] {
  const renames = renamesOf(step.outputRewrites)
  return topFields(selectionOf(step)).map(({ field, type }) => {
    const requirement = facts.requirementOf(step.subgraph, type ?? '', field.name.value)
    const key = field.alias?.value ?? field.name.value
    return {
      key: renames.get(key) ?? key,
      isOf: (typeName) =>
        type === undefined || typeof typeName !== 'string' || satisfiesType(supergraphSchema, typeName, type),
      inputs: requirement ? toPlanSelections(requirement) : [],
    }
  })
}

/** Every failure at the inputs of an object, at any depth. */
function failuresOf(
  value: unknown,
  inputs: readonly QueryPlanSelectionNode[],
  failures: Failures,
): Failure[] {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value
    return list.flatMap((item, index) => [
      ...failures.at(list, index).map(({ failure }) => failure),
      ...failuresOf(item, inputs, failures),
    ])
  }
  if (!isTarget(value)) return []
  return inputs.flatMap((input) => {
    if (input.kind === 'InlineFragment') return failuresOf(value, input.selections, failures)
    const key = input.alias ?? input.name
    const here = failures.at(value, key).map(({ failure }) => failure)
    return [...here, ...failuresOf(value[key], input.selections ?? [], failures)]
  })
}

/** Shows the failures of inputs, which no client sees, at the fields that require them. */
function inheritFailures(step: CompiledStep, target: Target, isDropped: boolean, run: OperationRun): void {
  for (const { key, isOf, inputs } of step.fields) {
    if (!isOf(target.__typename)) continue
    const found = failuresOf(target, isDropped ? step.inputs : inputs, run.failures)
    for (const failure of found) run.failures.add(target, key, failure)
  }
}

function entityInputs(
  step: CompiledStep,
  build: BuildRepresentation,
  root: Target,
  run: OperationRun,
): EntityInputs {
  const found = step.targetsIn(root)
  const all = run.failures.isEmpty() ? build.all(found) : undefined
  if (all) return { targets: found, representations: all }
  const targets: Target[] = []
  const representations: Target[] = []
  for (const target of found) {
    const representation = build.one(target)
    if (!run.failures.isEmpty()) inheritFailures(step, target, representation === undefined, run)
    if (!representation) continue
    targets.push(target)
    representations.push(representation)
  }
  return { targets, representations }
}

/** A fetch that could not even start fails each of its objects' fields. */
function failStep(step: CompiledStep, targets: readonly Target[], cause: unknown, run: OperationRun): void {
  const failure = { cause, isReported: false }
  run.failures.addUnplaced(failure)
  for (const target of targets)
    for (const { key, isOf } of step.fields)
      if (isOf(target.__typename)) run.failures.add(target, key, failure)
}

function startStep(
  step: CompiledStep,
  root: Target,
  run: OperationRun,
  variables: Variables,
  done: () => void,
): void {
  if (step.conditions.length > 0 && !conditionsHold(step.conditions, variables)) {
    done()
    return
  }
  if (step.build) startEntities(step, step.build, root, run, done)
  else startRoot(step, root, run, done)
}

function startRoot(step: CompiledStep, root: Target, run: OperationRun, done: () => void): void {
  const [target] = step.targetsIn(root)
  if (!target) {
    done()
    return
  }
  try {
    step.fetch.fetchRoot(target, run, done)
  } catch (cause) {
    failStep(step, [target], cause, run)
    done()
  }
}

function startEntities(
  step: CompiledStep,
  build: BuildRepresentation,
  root: Target,
  run: OperationRun,
  done: () => void,
): void {
  const inputs = entityInputs(step, build, root, run)
  if (inputs.targets.length === 0) {
    done()
    return
  }
  try {
    step.fetch.fetchEntities(inputs, run, done)
  } catch (cause) {
    failStep(step, inputs.targets, cause, run)
    done()
  }
}

/** Runs all steps, each as soon as those it waits for are done; calls `done` once, perhaps before it returns. */
export function runSteps(
  steps: readonly CompiledStep[],
  root: Target,
  run: OperationRun,
  variables: Variables,
  done: () => void,
): void {
  const waiting = steps.map(({ dependencyCount }) => dependencyCount)
  let left = steps.length
  const start = (index: number): void => {
    const step = steps[index]
    if (step) startStep(step, root, run, variables, () => finish(step))
  }
  const finish = ({ dependents }: CompiledStep): void => {
    left -= 1
    if (left === 0) {
      done()
      return
    }
    for (const dependent of dependents) {
      const count = (waiting[dependent] ?? 0) - 1
      waiting[dependent] = count
      if (count === 0) start(dependent)
    }
  }
  if (left === 0) done()
  else
    steps.forEach(({ dependencyCount }, index) => {
      if (dependencyCount === 0) start(index)
    })
}
