import { type FieldNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql'

/** A field that a selection set names directly or in its inline fragments, and on which type. */
export interface TopField {
  field: FieldNode
  type: string | undefined
}

/** The fields at the top of a selection set, those of inline fragments included. */
export function topFields({ selections }: SelectionSetNode, type?: string): TopField[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [{ field: selection, type }]
    if (selection.kind !== Kind.INLINE_FRAGMENT) return []
    return topFields(selection.selectionSet, selection.typeCondition?.name.value ?? type)
  })
}

/** The selection set with only those of its top fields that `keep` accepts; undefined when none is left. */
export function filterTopFields(
  selectionSet: SelectionSetNode,
  keep: (field: TopField) => boolean,
  type?: string,
): SelectionSetNode | undefined {
  const selections = selectionSet.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return keep({ field: selection, type }) ? [selection] : []
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [selection]
    const narrowed = selection.typeCondition?.name.value ?? type
    const kept = filterTopFields(selection.selectionSet, keep, narrowed)
    return kept ? [{ ...selection, selectionSet: kept }] : []
  })
  return selections.length > 0 ? { ...selectionSet, selections } : undefined
}
