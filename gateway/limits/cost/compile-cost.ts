import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  getNamedType,
  getNullableType,
  type InlineFragmentNode,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql'
import type { Fragments } from '../fragments.ts'
import { included } from '../list-size/condition.ts'
import { type Count, evaluate, product, sum } from '../list-size/count.ts'
import type { ListSizes } from '../list-size/expected-items.ts'
import { sizeOfField } from '../list-size/size-of-field.ts'
import type { Variables } from '../list-size/variable-values.ts'
import { costOfArguments } from './argument-cost.ts'
import { slicingCheckOf, type SlicingCheck } from './slicing-arguments.ts'
import { type Weights, weightOfField } from './weights.ts'

/** What an operation costs at the most, before it is run. */
export interface Cost {
  /** Points, by `@cost` and `@listSize`: an object 1, a leaf nothing, a mutation 10 more, lists multiplied. */
  points: number
  /** Calls to vendors, roughly: what is asked of up to ten things together is one. */
  upstreamCalls: number
}

/** What pricing needs of a schema. */
export interface Prices extends ListSizes {
  weights: Weights
}

/** As the router of Apollo counts: a write is more than what it returns. */
const MUTATION_POINTS = 10
/** How many things a vendor is usually asked about at once; the fewest of ours takes ten. */
const BATCH = 10

/** A selection on a type; `times`: how often it stands in the answer. */
interface Place {
  type: GraphQLCompositeType
  sized: readonly string[]
  size: Count
  times: Count
  isRoot: boolean
}

interface Counted {
  points: Count
  calls: Count
}

const NOTHING: Counted = { points: 0, calls: 0 }

/**
 * Prepares an operation once, so that each request only multiplies what its variables decide; they must be coerced.
 * Throws INVALID_ARGUMENT where a list wants exactly one of its slicing arguments and does not get it. Selections are
 * counted as they stand: who writes one twice pays twice. Expands fragments for real, so measure the document before.
 */
export function compileCost(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  prices: Prices,
): (coerced: Variables) => Cost {
  const root = prices.schema.getRootType(operation.operation)
  if (!root) return () => ({ points: 0, upstreamCalls: 0 })
  const checks: SlicingCheck[] = []
  const inRoot = createCounter(
    fragments,
    prices,
    checks,
  )(operation.selectionSet, {
    type: root,
    sized: [],
    size: 1,
    times: 1,
    isRoot: true,
  })
  const points = sum([
    inRoot.points,
    operation.operation === OperationTypeNode.MUTATION ? MUTATION_POINTS : 0,
  ])
  const { calls } = inRoot
  if (typeof points === 'number' && typeof calls === 'number' && checks.length === 0) {
    const cost: Cost = { points, upstreamCalls: calls }
    return () => cost
  }
  return (coerced) => {
    for (const check of checks) check(coerced)
    return { points: evaluate(points, coerced), upstreamCalls: evaluate(calls, coerced) }
  }
}

type CountSet = (set: SelectionSetNode, place: Place) => Counted

function createCounter(fragments: Fragments, prices: Prices, checks: SlicingCheck[]): CountSet {
  const { schema, rules, assumedSize, weights } = prices
  const inSet: CountSet = ({ selections }, place) => {
    const counted = selections.map((node) => {
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : undefined
      const inside = node.kind === Kind.FIELD ? inField(node, place) : inFragment(fragment ?? node, place)
      return { points: included(node, inside.points), calls: included(node, inside.calls) }
    })
    return { points: sum(counted.map(({ points }) => points)), calls: sum(counted.map(({ calls }) => calls)) }
  }

  const inFragment = (
    node: InlineFragmentNode | FragmentDefinitionNode | { kind: Kind.FRAGMENT_SPREAD },
    place: Place,
  ): Counted => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return NOTHING
    const type = node.typeCondition ? schema.getType(node.typeCondition.name.value) : place.type
    return isCompositeType(type) ? inSet(node.selectionSet, { ...place, type }) : NOTHING
  }

  const inField = (node: FieldNode, place: Place): Counted => {
    const field = fieldOf(place.type, node)
    if (!field) return NOTHING
    const coordinate = `${place.type.name}.${field.name}`
    const rule = rules.get(coordinate)
    const check = rule && slicingCheckOf(node, field, rule)
    if (check) checks.push(check)
    const isList = isListType(getNullableType(field.type))
    const size = isList || rule ? sizeOfField(node, field, rule, assumedSize) : 1
    const instances = place.sized.includes(field.name) ? place.size : isList ? size : 1
    const type = getNamedType(field.type)
    const inside =
      node.selectionSet && isCompositeType(type)
        ? inSet(node.selectionSet, {
            type,
            sized: rule?.sizedFields ?? [],
            size,
            times: product([place.times, instances]),
            isRoot: false,
          })
        : NOTHING
    const weight = weightOfField(prices, place.type.name, field.name)
    const isAsked = place.isRoot || (rule !== undefined && rule.slicingArguments.length > 0)
    return {
      points: sum([
        product([instances, sum([weight, inside.points])]),
        costOfArguments(node, field, coordinate, weights),
      ]),
      calls: sum([isAsked ? batches(place.times) : 0, inside.calls]),
    }
  }

  return inSet
}

const batches = (times: Count): Count =>
  typeof times === 'number' ? Math.ceil(times / BATCH) : (variables) => Math.ceil(times(variables) / BATCH)

/** Fields that describe the schema have no place on the type, and cost nothing. */
function fieldOf(
  type: GraphQLCompositeType,
  { name }: FieldNode,
): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined
}
