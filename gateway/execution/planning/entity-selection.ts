import { type ASTNode, type FieldNode, Kind, type SelectionSetNode, visit } from 'graphql'
import type { FetchStep } from './fetch-step.ts'

type WithOperation = Pick<FetchStep, 'operation' | 'requires'>

function entitiesField({ operation }: WithOperation): FieldNode & { selectionSet: SelectionSetNode } {
  const [field] = operation.selectionSet.selections
  if (field?.kind !== Kind.FIELD || !field.selectionSet) throw new TypeError('not an entity fetch')
  return { ...field, selectionSet: field.selectionSet }
}

/** What a step asks of each of its objects: below `_entities`, or at the root. */
export function selectionOf(step: WithOperation): SelectionSetNode {
  return step.requires ? entitiesField(step).selectionSet : step.operation.selectionSet
}

/** The same entity fetch with another selection. */
export function withSelection<Step extends WithOperation>(step: Step, selectionSet: SelectionSetNode): Step {
  const field = { ...entitiesField(step), selectionSet }
  const operation = {
    ...step.operation,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field] } as SelectionSetNode,
  }
  return { ...step, operation }
}

function variablesIn(node: ASTNode): ReadonlySet<string> {
  const names = new Set<string>()
  visit(node, {
    Variable({ name }) {
      names.add(name.value)
    },
  })
  return names
}

/** The step with only the variables that what is left of its selection uses. */
export function withUsedVariables<Step extends WithOperation & Pick<FetchStep, 'variableUsages'>>(
  step: Step,
): Step {
  const used = variablesIn(step.operation.selectionSet)
  const variableDefinitions = step.operation.variableDefinitions?.filter(({ variable }) =>
    used.has(variable.name.value),
  )
  return {
    ...step,
    operation: { ...step.operation, variableDefinitions: variableDefinitions ?? [] },
    variableUsages: step.variableUsages.filter((name) => used.has(name)),
  }
}
