import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import { selectionsCollide } from './bound-fields.ts'
import { selectionOf, withSelection } from './entity-selection.ts'
import type { FetchStep } from './fetch-step.ts'
import { depthsOf } from './order-by-data.ts'
import type { BoundSupergraph } from './required-arguments.ts'

/** Inputs with every field and every type condition once. */
function mergeInputs(selections: readonly QueryPlanSelectionNode[]): QueryPlanSelectionNode[] {
  const merged = new Map<string, QueryPlanSelectionNode>()
  for (const each of selections) {
    const key =
      each.kind === 'Field' ? `${each.alias ?? ''}:${each.name}` : `... on ${each.typeCondition ?? ''}`
    const earlier = merged.get(key)
    const below = [...(earlier?.selections ?? []), ...(each.selections ?? [])]
    merged.set(key, below.length > 0 ? { ...each, selections: mergeInputs(below) } : each)
  }
  return [...merged.values()]
}

function mergeTwo(a: FetchStep, b: FetchStep): FetchStep {
  const selections = [...selectionOf(a).selections, ...selectionOf(b).selections]
  const merged = withSelection(a, { ...selectionOf(a), selections })
  const variables = [...(a.operation.variableDefinitions ?? []), ...(b.operation.variableDefinitions ?? [])]
  const byName = new Map(variables.map((definition) => [definition.variable.name.value, definition]))
  return {
    ...merged,
    operation: { ...merged.operation, variableDefinitions: [...byName.values()] },
    requires: mergeInputs([...(a.requires ?? []), ...(b.requires ?? [])]),
    variableUsages: [...new Set([...a.variableUsages, ...b.variableUsages])],
    inputRewrites: [...a.inputRewrites, ...b.inputRewrites],
    dependsOn: new Set([...a.dependsOn, ...b.dependsOn]),
  }
}

const isMergeable = ({ requires, outputRewrites, fragments }: FetchStep): boolean =>
  requires !== undefined && outputRewrites.length === 0 && Object.keys(fragments).length === 0

/** Where and when a step runs: steps that agree in all of it can share one call. */
const slotOf = ({ subgraph, path, conditions }: FetchStep, depth: number): string =>
  JSON.stringify([subgraph, path, conditions, depth])

function canJoin(a: FetchStep, b: FetchStep, bound: BoundSupergraph['bound']): boolean {
  return !selectionsCollide(mergeInputs([...(a.requires ?? []), ...(b.requires ?? [])]), bound)
}

/**
 * Joins entity fetches to one subgraph for the same objects that can start at the same time.
 * The planner makes one for each distinct `@requires`.
 */
export function mergeSteps(steps: readonly FetchStep[], bound: BoundSupergraph['bound']): FetchStep[] {
  const depths = depthsOf(steps)
  const merged: FetchStep[] = []
  const slots = new Map<string, number[]>()
  const placeOf: number[] = []
  steps.forEach((step, index) => {
    const slot = slotOf(step, depths[index] ?? 0)
    const candidates = isMergeable(step) ? (slots.get(slot) ?? []) : []
    const place = candidates.find((each) => canJoin(merged[each] as FetchStep, step, bound))
    if (place === undefined) {
      placeOf.push(merged.push(step) - 1)
      if (isMergeable(step)) slots.set(slot, [...candidates, merged.length - 1])
    } else {
      merged[place] = mergeTwo(merged[place] as FetchStep, step)
      placeOf.push(place)
    }
  })
  return merged.map((step) => ({
    ...step,
    dependsOn: new Set([...step.dependsOn].map((index) => placeOf[index] ?? index)),
  }))
}
