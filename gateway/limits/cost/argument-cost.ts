import {
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  Kind,
  type ValueNode,
} from 'graphql'
import { type Count, sum } from '../list-size/count.ts'
import type { Variables } from '../list-size/variable-values.ts'
import type { Weights } from './weights.ts'

type Field = GraphQLField<unknown, unknown>

/** What a field's arguments weigh as they are given: their own `@cost`, and that of the input fields in their values. */
export function costOfArguments(node: FieldNode, field: Field, coordinate: string, weights: Weights): Count {
  const given = node.arguments ?? []
  if (given.length === 0 || weights.size === 0) return 0
  return sum(
    given.flatMap(({ name, value }) => {
      const argument = field.args.find((each) => each.name === name.value)
      if (!argument || value.kind === Kind.NULL) return []
      const own = weights.get(`${coordinate}(${name.value}:)`) ?? 0
      return [own, costOfValue(value, argument.type, weights)]
    }),
  )
}

function costOfValue(value: ValueNode, type: GraphQLInputType, weights: Weights): Count {
  const named = getNamedType(type)
  if (!isInputObjectType(named)) return 0
  switch (value.kind) {
    case Kind.VARIABLE: {
      const variable = value.name.value
      return (variables: Variables) => costOfSent(variables[variable], named, weights)
    }
    case Kind.LIST:
      return sum(value.values.map((item) => costOfValue(item, named, weights)))
    case Kind.OBJECT:
      return sum(
        value.fields.flatMap(({ name, value: inside }) => {
          const field = named.getFields()[name.value]
          const own = weights.get(`${named.name}.${name.value}`) ?? 0
          return field ? [own, costOfValue(inside, field.type, weights)] : []
        }),
      )
    default:
      return 0
  }
}

/** The same for a value that came as a variable. */
function costOfSent(value: unknown, type: GraphQLInputType, weights: Weights): number {
  const named = getNamedType(type)
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return 0
  if (Array.isArray(value)) return value.reduce((total, item) => total + costOfSent(item, named, weights), 0)
  let total = 0
  for (const [name, inside] of Object.entries(value)) {
    const field = named.getFields()[name]
    if (field) total += (weights.get(`${named.name}.${name}`) ?? 0) + costOfSent(inside, field.type, weights)
  }
  return total
}
