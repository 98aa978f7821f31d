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
  const counted = toCounted(root)
  return (data) => base + costOf(data, counted)
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

/** The same as it is counted: what weighs nothing, and has nothing below that does, is not looked at. */
interface Counted {
  weight: number
  keys: readonly string[]
  below: readonly Counted[]
}

function toCounted({ weight, below }: Weighed): Counted {
  const all = [...below].map(([key, each]) => [key, toCounted(each)] as const)
  const kept = all.filter(([, each]) => each.weight > 0 || each.keys.length > 0)
  return { weight, keys: kept.map(([key]) => key), below: kept.map(([, each]) => each) }
}

function costOf(value: unknown, counted: Counted): number {
  if (value === null || value === undefined) return 0
  if (typeof value !== 'object') return counted.weight
  let total = 0
  if (Array.isArray(value)) {
    for (const item of value) total += costOf(item, counted)
    return total
  }
  const { keys, below } = counted
  for (const [index, each] of below.entries())
    total += costOf((value as Record<string, unknown>)[keys[index] ?? ''], each)
  return total + counted.weight
}
