import {
  type DirectiveNode,
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Fragments } from '../selection/collect-fields.ts'
import type { Variables } from '../selection/conditions.ts'

/** A field on the way to an object, and the selection that asks for it: its own conditions and those around it. */
export interface PathField {
  field: FieldNode
  selectionSet: SelectionSetNode
}

/** A fragment that its client takes later. */
export interface DeferredFragment {
  label: string | undefined
  /** The deferred fragment that it stands in; undefined where it stands in what is answered at once. */
  parent: number | undefined
  /** Fields from the root, or from its parent's object, to the object that it is about. */
  path: readonly PathField[]
  /** What it adds to that object, without what is deferred in it. */
  selectionSet: SelectionSetNode
}

/** An operation in the order in which its client takes it. Named fragments are written out. */
export interface DeferredOperation {
  immediate: SelectionSetNode
  deferred: readonly DeferredFragment[]
}

const isDefer = ({ name }: DirectiveNode): boolean => name.value === 'defer'

function deferArgument(directive: DirectiveNode, name: string) {
  return directive.arguments?.find((argument) => argument.name.value === name)?.value
}

/** `if` is true unless the client says otherwise. */
function holds(directive: DirectiveNode, variables: Variables): boolean {
  const value = deferArgument(directive, 'if')
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value] !== false
  return value?.kind !== Kind.BOOLEAN || value.value
}

function labelOf(directive: DirectiveNode): string | undefined {
  const value = deferArgument(directive, 'label')
  return value?.kind === Kind.STRING ? value.value : undefined
}

const selectionSetOf = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections: [...selections],
})

/** Selections in the fragments that they stand in, without what defers them. */
function wrap(around: readonly InlineFragmentNode[], selections: readonly SelectionNode[]): SelectionSetNode {
  return around.reduceRight<SelectionSetNode>(
    (inside, { directives = [], ...fragment }) =>
      selectionSetOf([
        { ...fragment, directives: directives.filter((each) => !isDefer(each)), selectionSet: inside },
      ]),
    selectionSetOf(selections),
  )
}

/** Where the walk is: in which deferred fragment, and how far below its object. */
interface Place {
  parent: number | undefined
  path: readonly PathField[]
  /** The fragments around this selection that are about the same object: their conditions hold for what is in them. */
  around: readonly InlineFragmentNode[]
}

/** Whether a selection, or one below it, is deferred. */
export function defersSomething(operation: OperationDefinitionNode, fragments: Fragments): boolean {
  const inside = ({ selections }: SelectionSetNode): boolean =>
    selections.some(
      (selection) =>
        selection.directives?.some(isDefer) ||
        ('selectionSet' in selection &&
          selection.selectionSet !== undefined &&
          inside(selection.selectionSet)),
    )
  return [operation, ...Object.values(fragments)].some(({ selectionSet }) => inside(selectionSet))
}

/** The variables that decide what is deferred, in the order of the document. */
export function deferVariables(operation: OperationDefinitionNode, fragments: Fragments): readonly string[] {
  const names = new Set<string>()
  const walk = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      for (const directive of selection.directives?.filter(isDefer) ?? []) {
        const value = deferArgument(directive, 'if')
        if (value?.kind === Kind.VARIABLE) names.add(value.name.value)
      }
      if ('selectionSet' in selection && selection.selectionSet) walk(selection.selectionSet)
    }
  }
  walk(operation.selectionSet)
  for (const fragment of Object.values(fragments)) walk(fragment.selectionSet)
  return [...names]
}

/** Divides an operation by its `@defer` directives, as far as they hold for these variables. */
export function divideOperation(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables: Variables,
): DeferredOperation {
  const deferred: DeferredFragment[] = []

  const divide = (selections: readonly SelectionNode[], place: Place): SelectionNode[] =>
    selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return [divideField(selection, place)]
      const fragment = inline(selection)
      return fragment ? divideFragment(fragment, place) : []
    })

  const divideField = (field: FieldNode, { parent, path, around }: Place): FieldNode => {
    if (!field.selectionSet) return field
    const step = { field, selectionSet: wrap(around, [field]) }
    const below = divide(field.selectionSet.selections, { parent, path: [...path, step], around: [] })
    return { ...field, selectionSet: selectionSetOf(below) }
  }

  const divideFragment = (fragment: InlineFragmentNode, place: Place): SelectionNode[] => {
    const defer = fragment.directives?.find(isDefer)
    const { selections } = fragment.selectionSet
    if (!defer || !holds(defer, variables)) {
      const around = [...place.around, fragment]
      return [{ ...fragment, selectionSet: selectionSetOf(divide(selections, { ...place, around })) }]
    }
    const { parent, path } = place
    const index = deferred.push({ label: labelOf(defer), parent, path, selectionSet: selectionSetOf([]) }) - 1
    const below = divide(selections, { parent: index, path: [], around: [] })
    const wrapped = wrap([...place.around, fragment], below)
    deferred[index] = { label: labelOf(defer), parent, path, selectionSet: wrapped }
    return []
  }

  const inline = (selection: Exclude<SelectionNode, FieldNode>): InlineFragmentNode | undefined => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection
    const fragment = fragments[selection.name.value]
    if (!fragment) return undefined
    const { typeCondition, selectionSet } = fragment
    const directives = selection.directives ?? []
    return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet }
  }

  const immediate = divide(operation.selectionSet.selections, { parent: undefined, path: [], around: [] })
  return { immediate: selectionSetOf(immediate), deferred }
}
