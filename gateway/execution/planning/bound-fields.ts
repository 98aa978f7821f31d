import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import { type FieldNode, Kind, visit } from 'graphql'
import type { FetchStep } from './fetch-step.ts'
import type { BoundField } from './required-arguments.ts'

type BoundFields = ReadonlyMap<string, BoundField>

/** Calls what the bound fields stand for, each under the name it is kept by. */
export function callBoundFields<Step extends Pick<FetchStep, 'operation'>>(
  step: Step,
  bound: BoundFields,
): Step {
  if (bound.size === 0) return step
  const operation = visit(step.operation, {
    Field(field): FieldNode | undefined {
      const call = bound.get(field.name.value)
      if (!call) return undefined
      return {
        ...field,
        alias: field.alias ?? field.name,
        name: { kind: Kind.NAME, value: call.name },
        arguments: call.arguments,
      }
    },
  })
  return { ...step, operation }
}

/** The name under which an input is sent: the field's own, whatever it is kept by. */
export const sentName = (name: string, bound: BoundFields): string => bound.get(name)?.name ?? name

/** True when two inputs of one object would be sent under one name. */
function inputsCollide(inputs: readonly string[], bound: BoundFields): boolean {
  return new Set(inputs.map((name) => sentName(name, bound))).size < new Set(inputs).size
}

function fieldNames(selections: readonly QueryPlanSelectionNode[]): string[] {
  return selections.flatMap((each) => (each.kind === 'Field' ? [each.name] : fieldNames(each.selections)))
}

/** The same for everything below, at every level. */
export function selectionsCollide(
  selections: readonly QueryPlanSelectionNode[],
  bound: BoundFields,
): boolean {
  if (bound.size === 0) return false
  if (inputsCollide(fieldNames(selections), bound)) return true
  return selections.some((each) => each.selections !== undefined && selectionsCollide(each.selections, bound))
}
