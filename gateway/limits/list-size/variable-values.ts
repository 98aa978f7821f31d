import { type OperationDefinitionNode, valueFromASTUntyped } from 'graphql'

export type Variables = Readonly<Record<string, unknown>>

/**
 * The variables an operation runs with: what was sent, and the operation's defaults for the rest. Full coercion would
 * change no number and no list; what it refuses is refused later.
 */
export function withDefaults(
  { variableDefinitions = [] }: OperationDefinitionNode,
  sent: Variables,
): Variables {
  const values: Record<string, unknown> = { ...sent }
  for (const { variable, defaultValue } of variableDefinitions) {
    if (defaultValue && values[variable.name.value] === undefined)
      values[variable.name.value] = valueFromASTUntyped(defaultValue)
  }
  return values
}
