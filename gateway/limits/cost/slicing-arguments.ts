import { type FieldNode, type GraphQLField, Kind } from 'graphql'
import { WeftError } from '#shared/errors.ts'
import { argumentAt } from '../list-size/argument-at.ts'
import type { ListSizeRule } from '../list-size/rules.ts'
import type { Variables } from '../list-size/variable-values.ts'

/** Throws INVALID_ARGUMENT unless exactly one slicing argument has a value. */
export type SlicingCheck = (coerced: Variables) => void

/** The check of a field that requires one of its slicing arguments; undefined where it requires none. */
export function slicingCheckOf(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  { requiresOne, slicingArguments }: ListSizeRule,
): SlicingCheck | undefined {
  if (!requiresOne) return undefined
  return (coerced) => {
    const given = slicingArguments.filter((name) => hasValue(name, node, field, coerced))
    if (given.length === 1) return
    throw new WeftError('INVALID_ARGUMENT', `${field.name} takes exactly one of its slicing arguments.`, {
      arguments: slicingArguments,
      given: given.length,
    })
  }
}

function hasValue(
  name: string,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  coerced: Variables,
): boolean {
  const argument = argumentAt(name, node, field)
  if (argument.kind === 'literal') return argument.node.kind !== Kind.NULL
  const value = argument.kind === 'default' ? argument.value : argument.valueIn(coerced)
  return value !== undefined && value !== null
}
