import {
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  Kind,
  type ValueNode,
} from 'graphql'
import type { Variables } from './variable-values.ts'

/** What an argument says where a path leads: the value in a text, a variable's value, or a default of the schema. */
export type ArgumentAt =
  /** As it is written: a literal that is neither an object on the way nor a variable. */
  | { kind: 'literal'; node: ValueNode }
  /** As its variable says; undefined: it says nothing, and neither does the schema. */
  | { kind: 'variable'; valueIn(variables: Variables): unknown }
  /** As the schema says, because nobody else does; undefined: nothing. */
  | { kind: 'default'; value: unknown }

interface Place {
  type: GraphQLInputType
  standard: unknown
  /** The names of the input fields that are still to go. */
  rest: readonly string[]
}

/**
 * Looks up an argument of a field, or a field of an input object in it: `first`, `input.first`, as slicing arguments are named.
 * What is written `null` stays so; what is left out is the schema's default, of each input field on the way.
 */
export function argumentAt(path: string, node: FieldNode, field: GraphQLField<unknown, unknown>): ArgumentAt {
  const [name = '', ...rest] = path.split('.')
  const argument = field.args.find((each) => each.name === name)
  if (!argument) return { kind: 'default', value: undefined }
  const sent = node.arguments?.find((each) => each.name.value === name)?.value
  return find(sent, { type: argument.type, standard: argument.defaultValue, rest })
}

function find(sent: ValueNode | undefined, place: Place): ArgumentAt {
  const { type, standard, rest } = place
  if (!sent) return { kind: 'default', value: follow(standard, type, rest) }
  if (sent.kind === Kind.VARIABLE) {
    const name = sent.name.value
    return {
      kind: 'variable',
      valueIn: (variables) => follow(variables[name] === undefined ? standard : variables[name], type, rest),
    }
  }
  const [next, ...further] = rest
  if (next === undefined || sent.kind !== Kind.OBJECT) return { kind: 'literal', node: sent }
  const below = fieldOf(type, next)
  if (!below) return { kind: 'default', value: undefined }
  const inside = sent.fields.find(({ name }) => name.value === next)?.value
  return find(inside, { type: below.type, standard: below.defaultValue, rest: further })
}

/** The same in a value: as it was sent, so that defaults of input fields may be missing in it. */
function follow(value: unknown, type: GraphQLInputType, [next, ...further]: readonly string[]): unknown {
  if (next === undefined || value === null || value === undefined) return value
  const below = fieldOf(type, next)
  if (!below || typeof value !== 'object') return undefined
  const inside = (value as Record<string, unknown>)[next]
  return follow(inside === undefined ? below.defaultValue : inside, below.type, further)
}

function fieldOf(type: GraphQLInputType, name: string) {
  const named = getNamedType(type)
  return isInputObjectType(named) ? named.getFields()[name] : undefined
}
