import { type FieldNode, type GraphQLField, Kind, type ValueNode } from 'graphql'
import { argumentAt } from './argument-at.ts'
import type { Count } from './count.ts'
import type { ListSizeRule } from './rules.ts'
import type { Variables } from './variable-values.ts'

type Field = GraphQLField<unknown, unknown>

/** How many items an argument's value asks for: a number says it, a list is as many as it has. */
function itemsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Math.max(0, value)
  return Array.isArray(value) ? value.length : undefined
}

/** The items that one slicing argument asks for; undefined where it says nothing. */
type Size = number | undefined | ((variables: Variables) => number | undefined)

/** `null` is no number: who answers takes what it would without, or as many as anybody. */
function sizeOfArgument(name: string, node: FieldNode, field: Field, otherwise: number): Size {
  const argument = argumentAt(name, node, field)
  if (argument.kind === 'default') return itemsOf(argument.value)
  const unsent = argumentAt(name, { ...node, arguments: [] }, field)
  const standard = unsent.kind === 'default' ? itemsOf(unsent.value) : undefined
  if (argument.kind === 'literal') return itemsInLiteral(argument.node) ?? standard ?? otherwise
  return (variables) => {
    const value = argument.valueIn(variables)
    return value === undefined ? undefined : (itemsOf(value) ?? standard ?? otherwise)
  }
}

function itemsInLiteral(node: ValueNode): number | undefined {
  if (node.kind === Kind.INT) return itemsOf(Number(node.value))
  return node.kind === Kind.LIST ? node.values.length : undefined
}

/** How many items a field has by its `@listSize`: the largest that an argument says, or `otherwise` where none says anything. */
export function sizeOfField(
  node: FieldNode,
  field: Field,
  rule: ListSizeRule | undefined,
  otherwise: number,
): Count {
  const assumed = rule?.assumedSize ?? otherwise
  const sizes = (rule?.slicingArguments ?? []).map((name) => sizeOfArgument(name, node, field, assumed))
  const known = sizes.filter((size) => typeof size === 'number')
  if (!sizes.some((size) => typeof size === 'function'))
    return known.length > 0 ? Math.max(...known) : assumed
  return (variables) => {
    let most: number | undefined
    for (const size of sizes) {
      const items = typeof size === 'function' ? size(variables) : size
      if (items !== undefined && (most === undefined || items > most)) most = items
    }
    return most ?? assumed
  }
}
