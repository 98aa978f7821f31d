import {
  type GraphQLCompositeType,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql'
import type { Fragments } from '../fragments.ts'
import type { Prices } from './compile-cost.ts'
import { weightOfField } from './weights.ts'

/** What one instance of a field weighs, and of the fields below it, by the names they have in the answer. */
interface Weighed {
  weight: number
  below: Map<string, Weighed>
}

/**
 * Prepares counting what an answer really cost: by the same weights, as often as things stand in it. Which fragments
 * held is told by what is there.
 */
export function compileActualCost(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  prices: Prices,
): (data: unknown) => number {
  const root: Weighed = { weight: 0, below: new Map() }
  const type = prices.schema.getRootType(operation.operation)
  if (type) addSet(root.below, operation.selectionSet, type, { fragments, prices })
  const base = operation.operation === OperationTypeNode.MUTATION ? 10 : 0
  return (data) => base + costOf(data, root)
}

interface Known {
  fragments: Fragments
  prices: Prices
}

function addSet(
  into: Map<string, Weighed>,
  { selections }: SelectionSetNode,
  type: GraphQLCompositeType,
  known: Known,
): void {
  for (const node of selections) {
    if (node.kind !== Kind.FIELD) {
      const inside = node.kind === Kind.FRAGMENT_SPREAD ? known.fragments.get(node.name.value) : node
      const narrowed = inside?.typeCondition
        ? known.prices.schema.getType(inside.typeCondition.name.value)
        : type
      if (inside && isCompositeType(narrowed)) addSet(into, inside.selectionSet, narrowed, known)
      continue
    }
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined
    if (!field) continue
    const key = node.alias?.value ?? node.name.value
    const weighed = into.get(key) ?? { weight: 0, below: new Map() }
    into.set(key, weighed)
    weighed.weight = Math.max(weighed.weight, weightOfField(known.prices, type.name, field.name))
    const named = getNamedType(field.type)
    if (node.selectionSet && isCompositeType(named)) addSet(weighed.below, node.selectionSet, named, known)
  }
}

function costOf(value: unknown, weighed: Weighed): number {
  if (value === null || value === undefined) return 0
  if (Array.isArray(value)) return value.reduce<number>((total, item) => total + costOf(item, weighed), 0)
  if (typeof value !== 'object') return weighed.weight
  let total = weighed.weight
  for (const [key, below] of weighed.below) total += costOf((value as Record<string, unknown>)[key], below)
  return total
}
