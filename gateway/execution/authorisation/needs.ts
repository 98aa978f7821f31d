import {
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import type { Authorisable } from './authorisable.ts'
import { unmaskedBy } from './masks.ts'
import { isNothing, type Requirement } from './requirement.ts'
import type { Rules } from './rules.ts'

/** Every requirement of what an operation may ask for, each once, whatever its variables leave out. */
export function needsOf(
  { document, operation }: Authorisable,
  schema: GraphQLSchema,
  rules: Rules,
): readonly Requirement[] {
  const found = new Map<string, Requirement>()
  const add = (requirement: Requirement): void => {
    if (!isNothing(requirement)) found.set(JSON.stringify(requirement), requirement)
  }
  const waiting = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) waiting.set(definition.name.value, definition)

  const inField = (name: string, below: SelectionSetNode | undefined, parent: GraphQLCompositeType): void => {
    const definition = isUnionType(parent) ? undefined : parent.getFields()[name]
    if (!definition) return
    for (const object of rules.objectsOf(parent)) {
      add(rules.ofField(object, name))
      const category = rules.piiOf(object, name)
      if (category) add(unmaskedBy(category))
    }
    const type = getNamedType(definition.type)
    if (!below || !isCompositeType(type)) return
    for (const object of rules.objectsOf(type)) add(rules.ofObject(object))
    inSet(below, type)
  }
  const inFragment = (
    below: SelectionSetNode,
    condition: string | undefined,
    parent: GraphQLCompositeType,
  ) => {
    const type = condition === undefined ? parent : schema.getType(condition)
    if (isCompositeType(type)) inSet(below, type)
  }
  const inSet = ({ selections }: SelectionSetNode, parent: GraphQLCompositeType): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) inField(selection.name.value, selection.selectionSet, parent)
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        inFragment(selection.selectionSet, selection.typeCondition?.name.value, parent)
      else {
        const fragment = waiting.get(selection.name.value)
        waiting.delete(selection.name.value)
        if (fragment) inFragment(fragment.selectionSet, fragment.typeCondition.name.value, parent)
      }
    }
  }
  const root = schema.getRootType(operation.operation)
  if (root) inSet(operation.selectionSet, root)
  return [...found.values()]
}
