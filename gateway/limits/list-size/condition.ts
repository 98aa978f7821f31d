import { type DirectiveNode, Kind, type SelectionNode } from 'graphql'
import { type Count, evaluate } from './count.ts'
import type { Variables } from './variable-values.ts'

function conditionOf(directive: DirectiveNode): boolean | string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value
  if (value?.kind === Kind.BOOLEAN) return value.value
  return value?.kind === Kind.VARIABLE ? value.name.value : undefined
}

/** The count of a selection, or nothing where its `@skip` or `@include` leaves it out. */
export function included({ directives = [] }: SelectionNode, count: Count): Count {
  return directives.reduce<Count>((counted, directive) => {
    const name = directive.name.value
    if (name !== 'skip' && name !== 'include') return counted
    const condition = conditionOf(directive)
    const excludes = name === 'skip'
    if (typeof condition === 'boolean') return condition === excludes ? 0 : counted
    if (condition === undefined || counted === 0) return counted
    return (variables: Variables) => (variables[condition] === excludes ? 0 : evaluate(counted, variables))
  }, count)
}
