import { type FieldNode, type GraphQLField, getArgumentValues, Kind, type ValueNode } from 'graphql'
import { objectLiteral, quoted, type Source } from '../generate/source.ts'

function hasVariables(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(hasVariables)
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => hasVariables(field.value))
  return value.kind === Kind.VARIABLE
}

const isPrimitive = (value: unknown): value is string | number | boolean | null =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value))

/**
 * A field's arguments as an object literal, new for every call as resolvers expect; undefined when they depend on
 * variables, are not right, or are more than text, numbers and truth.
 */
export function constantArguments(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Source | undefined {
  if (node.arguments?.some(({ value }) => hasVariables(value))) return undefined
  try {
    const values = Object.entries(getArgumentValues(definition, node, {}))
    const properties = values.flatMap(([name, value]) =>
      isPrimitive(value) ? [[name, quoted(value)] as const] : [],
    )
    return properties.length === values.length ? objectLiteral(properties) : undefined
  } catch {
    return undefined
  }
}
