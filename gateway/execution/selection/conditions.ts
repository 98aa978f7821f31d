import { type DirectiveNode, Kind } from 'graphql'

/** Holds when the Boolean variable has this value. */
export interface Condition {
  variable: string
  equals: boolean
}

/** All must hold; an empty list always does. */
export type Conditions = readonly Condition[]

/** The coerced variables of one operation. */
export type Variables = Readonly<Record<string, unknown>>

function conditionOf(directive: DirectiveNode, equals: boolean): Condition | boolean {
  const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value
  if (value?.kind === Kind.BOOLEAN) return value.value === equals
  if (value?.kind === Kind.VARIABLE) return { variable: value.name.value, equals }
  return true
}

/** `outer` narrowed by a node's `@skip` and `@include`; undefined when they leave the node out for good. */
export function narrowConditions(
  outer: Conditions,
  directives: readonly DirectiveNode[] | undefined,
): Conditions | undefined {
  if (!directives || directives.length === 0) return outer
  let narrowed = outer
  for (const directive of directives) {
    const name = directive.name.value
    if (name !== 'skip' && name !== 'include') continue
    const condition = conditionOf(directive, name === 'include')
    if (condition === false) return undefined
    if (condition !== true) narrowed = [...narrowed, condition]
  }
  return narrowed
}

/** True when every condition holds for these variables. */
export function conditionsHold(conditions: Conditions, variables: Variables): boolean {
  return conditions.every(({ variable, equals }) => variables[variable] === equals)
}

/** Whether any of several occurrences of a field is asked for; undefined when one of them always is. */
export function anyHolds(
  alternatives: readonly Conditions[],
): ((variables: Variables) => boolean) | undefined {
  if (alternatives.some((conditions) => conditions.length === 0)) return undefined
  return (variables) => alternatives.some((conditions) => conditionsHold(conditions, variables))
}
