import { type FieldNode, type GraphQLField, Kind } from 'graphql'
import { type Count, largest } from './count.ts'
import type { ListSizeRule } from './rules.ts'
import type { Variables } from './variable-values.ts'

type Field = GraphQLField<unknown, unknown>

/** How many items an argument's value asks for: a number says it, a list is as many as it has. */
function itemsOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Math.max(0, value)
  return Array.isArray(value) ? value.length : undefined
}

/** The items that one slicing argument asks for; undefined where it is neither sent nor has a default. */
function sizeOfArgument(name: string, node: FieldNode, field: Field, otherwise: number): Count | undefined {
  const standard = itemsOf(field.args.find((argument) => argument.name === name)?.defaultValue)
  const sent = node.arguments?.find((argument) => argument.name.value === name)?.value
  switch (sent?.kind) {
    case undefined:
      return standard
    case Kind.VARIABLE: {
      const variable = sent.name.value
      return (variables: Variables) => itemsOf(variables[variable]) ?? standard ?? otherwise
    }
    case Kind.INT:
      return itemsOf(Number(sent.value))
    case Kind.LIST:
      return sent.values.length
    default:
      return otherwise
  }
}

/** How many items a field has by its `@listSize`, or `otherwise` where that says nothing. */
export function sizeOfField(
  node: FieldNode,
  field: Field,
  rule: ListSizeRule | undefined,
  otherwise: number,
): Count {
  const assumed = rule?.assumedSize ?? otherwise
  const sizes = (rule?.slicingArguments ?? []).flatMap(
    (name) => sizeOfArgument(name, node, field, assumed) ?? [],
  )
  return sizes.length > 0 ? largest(sizes) : assumed
}
