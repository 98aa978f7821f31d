import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Fragments } from './fragments.ts'

/** A selection on a type, in so many variants of the objects around it. */
interface Place {
  type: GraphQLCompositeType
  variants: number
}

/** Counts beyond this no longer differ. */
const MANY = Number.MAX_SAFE_INTEGER

/** Creates the count of one schema: see `typedSelectionsOf`. */
export function createTypedSelections(
  schema: GraphQLSchema,
): (document: DocumentNode, fragments: Fragments) => number {
  const typeNames = new Map<GraphQLCompositeType, ReadonlySet<string>>()
  const typesOf = (type: GraphQLCompositeType): ReadonlySet<string> => {
    const known = typeNames.get(type)
    if (known) return known
    const types = isObjectType(type) ? [type] : schema.getPossibleTypes(type)
    const names = new Set(types.map(({ name }) => name))
    typeNames.set(type, names)
    return names
  }

  const narrowed = (
    node: Exclude<SelectionNode, { kind: Kind.FIELD }>,
    place: Place,
    fragments: Fragments,
  ): number => {
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value)
    if (!fragment) return place.variants
    const type = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : place.type
    if (!isCompositeType(type)) return place.variants
    const around = typesOf(place.type)
    const both = [...typesOf(type)].filter((name) => around.has(name)).length
    const variants = (place.variants * both) / Math.max(1, around.size)
    return variants + inSet(fragment.selectionSet, { type, variants }, fragments)
  }

  const inSelection = (node: SelectionNode, place: Place, fragments: Fragments): number => {
    if (node.kind !== Kind.FIELD) return narrowed(node, place, fragments)
    const { type, variants } = place
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined
    const below = field && getNamedType(field.type)
    if (!node.selectionSet || !isCompositeType(below)) return variants
    return (
      variants +
      inSet(node.selectionSet, { type: below, variants: variants * typesOf(below).size }, fragments)
    )
  }

  const inSet = ({ selections }: SelectionSetNode, place: Place, fragments: Fragments): number =>
    selections.reduce((sum, node) => Math.min(MANY, sum + inSelection(node, place, fragments)), 0)

  return ({ definitions }, fragments) => {
    const counts = definitions.map((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return 0
      const type = schema.getRootType(definition.operation)
      return type ? Math.ceil(inSet(definition.selectionSet, { type, variants: 1 }, fragments)) : 0
    })
    return Math.max(0, ...counts)
  }
}
