import {
  type DefinitionNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Authorisable } from './authorisable.ts'
import type { Denials } from './denials.ts'
import type { Rules } from './rules.ts'

const nameOf = (value: string): NameNode => ({ kind: Kind.NAME, value })

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: nameOf('__typename') }

const fragmentOn = (type: string, selections: readonly SelectionNode[]): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: nameOf(type) },
  selectionSet: { kind: Kind.SELECTION_SET, selections: [...selections] },
})

/** What leaves fields out of selections. */
interface Pruning {
  schema: GraphQLSchema
  rules: Rules
  denials: Denials
}

function pruneField(field: FieldNode, parent: GraphQLCompositeType, pruning: Pruning): FieldNode {
  const definition = isUnionType(parent) ? undefined : parent.getFields()[field.name.value]
  const type = getNamedType(definition?.type)
  if (!field.selectionSet || !isCompositeType(type)) return field
  return { ...field, selectionSet: pruneSet(field.selectionSet, type, pruning) }
}

/** A field of an interface that not all of its objects may be asked for stands on each of the others instead. */
function pruneSet(
  { selections, ...rest }: SelectionSetNode,
  parent: GraphQLCompositeType,
  pruning: Pruning,
): SelectionSetNode {
  const { schema, rules, denials } = pruning
  const byObject = new Map<string, FieldNode[]>()
  const kept = selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection]
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value
      const type = condition === undefined ? parent : schema.getType(condition)
      if (!isCompositeType(type)) return []
      return [{ ...selection, selectionSet: pruneSet(selection.selectionSet, type, pruning) }]
    }
    const field = pruneField(selection, parent, pruning)
    if (!denials.isForbidden(parent, field.name.value)) return [field]
    for (const object of isAbstractType(parent) ? rules.objectsOf(parent) : []) {
      if (denials.isForbidden(object, field.name.value)) continue
      byObject.set(object.name, [...(byObject.get(object.name) ?? []), field])
    }
    return []
  })
  const fragments = [...byObject].map(([type, fields]) => fragmentOn(type, fields))
  // Which object it is decides what of it is answered; and no selection may be empty.
  const typename = isAbstractType(parent) || kept.length + fragments.length === 0 ? [TYPENAME] : []
  return { ...rest, selections: [...kept, ...fragments, ...typename] }
}

/** An operation without what its caller may not see: what is planned, so that no system is asked for it. */
export function restrictDocument(
  { document, operation }: Authorisable,
  schema: GraphQLSchema,
  pruning: Omit<Pruning, 'schema'>,
): Authorisable {
  const root = schema.getRootType(operation.operation)
  if (!root) return { document, operation }
  const within = { ...pruning, schema }
  const restricted: OperationDefinitionNode = {
    ...operation,
    selectionSet: pruneSet(operation.selectionSet, root, within),
  }
  const definitions = document.definitions.flatMap((definition): DefinitionNode[] => {
    if (definition === operation) return [restricted]
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) return []
    const type = schema.getType(definition.typeCondition.name.value)
    if (!isCompositeType(type)) return []
    return [{ ...definition, selectionSet: pruneSet(definition.selectionSet, type, within) }]
  })
  return { document: { ...document, definitions }, operation: restricted }
}
