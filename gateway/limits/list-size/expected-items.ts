import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  type InlineFragmentNode,
  isCompositeType,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Fragments } from '../fragments.ts'
import { included } from './condition.ts'
import { type Count, evaluate, product, sum } from './count.ts'
import type { ListSizeRules } from './rules.ts'
import { sizeOfField } from './size-of-field.ts'
import { type Variables, withDefaults } from './variable-values.ts'

/** What is needed to say how long the lists of an answer are. */
export interface ListSizes {
  schema: GraphQLSchema
  rules: ListSizeRules
  /** Items of a list about which `@listSize` says nothing. */
  assumedSize: number
}

/** A selection on a type, inside a field whose `sizedFields` are lists of a known size. */
interface Place {
  type: GraphQLCompositeType
  sized: readonly string[]
  size: Count
}

/**
 * Prepares an operation once, so that each request only multiplies what its variables say: the items of all lists of
 * the answer, each list as often as the lists around it say. The schema about itself counts nothing, it is as large as
 * it is; what a directive leaves out counts nothing either.
 */
export function compileExpectedItems(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  sizes: ListSizes,
): (sent: Variables) => number {
  const root = sizes.schema.getRootType(operation.operation)
  if (!root) return () => 0
  const itemsInSet = createCounter(fragments, sizes)
  const count = itemsInSet(operation.selectionSet, { type: root, sized: [], size: 1 })
  if (typeof count === 'number') return () => count
  return (sent) => evaluate(count, withDefaults(operation, sent))
}

type CountSet = (set: SelectionSetNode, place: Place) => Count

/** Expands fragments for real: the operation's `selections` must have been found small enough. */
function createCounter(fragments: Fragments, { schema, rules, assumedSize }: ListSizes): CountSet {
  const itemsInSet: CountSet = ({ selections }, place) =>
    sum(
      selections.map((node) => {
        if (node.kind === Kind.FIELD) return included(node, itemsInField(node, place))
        if (node.kind === Kind.INLINE_FRAGMENT) return included(node, itemsInFragment(node, place))
        const fragment = fragments.get(node.name.value)
        return fragment ? included(node, itemsInFragment(fragment, place)) : 0
      }),
    )

  const itemsInFragment = (node: InlineFragmentNode | FragmentDefinitionNode, place: Place): Count => {
    const type = node.typeCondition ? schema.getType(node.typeCondition.name.value) : place.type
    return isCompositeType(type) ? itemsInSet(node.selectionSet, { ...place, type }) : 0
  }

  const itemsInField = (node: FieldNode, place: Place): Count => {
    const field = fieldOf(place.type, node)
    const type = field && getNamedType(field.type)
    if (!field || !node.selectionSet || !isCompositeType(type)) return 0
    const rule = rules.get(`${place.type.name}.${field.name}`)
    const size = sizeOfField(node, field, rule, assumedSize)
    const below: Place = { type, sized: rule?.sizedFields ?? [], size }
    const inside = itemsInSet(node.selectionSet, below)
    if (place.sized.includes(field.name)) return product([place.size, sum([1, inside])])
    return isListType(getNullableType(field.type)) ? product([size, sum([1, inside])]) : inside
  }

  return itemsInSet
}

/** Fields that describe the schema have no place on the type; they are no lists of records. */
function fieldOf(
  type: GraphQLCompositeType,
  { name }: FieldNode,
): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined
}
