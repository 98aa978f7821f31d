import { GraphQLError, Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { refusal, type Refusal } from './errors.ts'
import type { Variables } from './selection/conditions.ts'

const DIRECTIVE = 'freshness'

/**
 * Writes into the request how old what its operation reads may be. `@freshness(maxAge:)` wins over what the request said
 * by itself; a mutation decides by what is, so it reads what is. Refuses an age below zero.
 */
export function applyFreshness(
  request: RequestContext,
  { operation, directives }: OperationDefinitionNode,
  variables: Variables,
): Refusal | undefined {
  if (operation === OperationTypeNode.MUTATION) request.maxAgeSeconds = 0
  const directive = directives?.find(({ name }) => name.value === DIRECTIVE)
  const value = directive?.arguments?.find(({ name }) => name.value === 'maxAge')?.value
  if (value === undefined) return undefined
  const maxAge =
    value.kind === Kind.VARIABLE ? variables[value.name.value] : Kind.INT === value.kind && value.value
  const seconds = Number(maxAge)
  if (!(seconds >= 0)) return { errors: refusal('INVALID_ARGUMENT', [belowZero()]) }
  request.maxAgeSeconds = seconds
  return undefined
}

const belowZero = (): GraphQLError =>
  new GraphQLError(`@${DIRECTIVE}(maxAge:) is a number of seconds from 0.`)
