import { type ExecutionResult, GraphQLError } from 'graphql'
import { isWeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { type ErrorPath, fetchFailure, type SubgraphError, toClientError } from './errors.ts'
import type { Failures } from './failures.ts'
import type { Target } from './planning/rewrites.ts'
import { INVALID, type ProjectionRun } from './projection/projection.ts'
import type { Variables } from './selection/conditions.ts'

/** A subgraph over HTTP sends its errors as plain objects. */
function isSubgraphError(cause: unknown): cause is SubgraphError {
  if (cause instanceof GraphQLError) return true
  return typeof cause === 'object' && cause !== null && !(cause instanceof Error) && 'message' in cause
}

/** What went wrong as the client may see it; what it may not see goes to the log. */
function publicError(
  cause: unknown,
  path: ErrorPath,
  { correlationId, logger }: RequestContext,
): GraphQLError {
  const error = isSubgraphError(cause)
    ? toClientError(cause, path, correlationId)
    : fetchFailure(cause, path, correlationId)
  const isForeseen = isWeftError(cause) ? cause.cause === undefined : isSubgraphError(cause)
  if (!isForeseen) logger.error({ err: cause, correlationId, path }, 'a fetch failed')
  return error
}

/** The path of an object in the answer as it was put together; undefined when it is not in there. */
function pathOf(container: object, value: unknown): (string | number)[] | undefined {
  if (value === container) return []
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, below] of Object.entries(value)) {
    const path = pathOf(container, below)
    if (path) return [Array.isArray(value) ? Number(key) : key, ...path]
  }
  return undefined
}

/** The part of a path that leads to something the client can see. */
function visiblePart(path: ErrorPath, data: unknown): (string | number)[] {
  const [key, ...rest] = path
  if (key === undefined || typeof data !== 'object' || data === null || !(key in data)) return []
  return [key, ...visiblePart(rest, (data as Record<string | number, unknown>)[key])]
}

/** Failures of what only the gateway asked for are shown at the object that they belong to. */
function hiddenErrors(run: ProjectionRun, root: Target, data: unknown): GraphQLError[] {
  return run.failures.unreported().map(({ failure, container }) => {
    const path = (container && pathOf(container, root)) ?? []
    const inClientWords = path.map((key) => (typeof key === 'string' ? run.clientKeyOf(key) : key))
    return run.toError(failure.cause, visiblePart(inClientWords, data))
  })
}

/** What an answer is made of once all fetches are done. */
export interface AnswerParts {
  root: Target
  failures: Failures
  variables: Variables
  request: RequestContext
  clientKeyOf(key: string): string
  project(source: Target, run: ProjectionRun): unknown
  /** Why what is not there yet will not come any more; undefined when all fetches are done. */
  ended: unknown
  /** What the operation asked about the schema itself. */
  introspection: Record<string, unknown> | undefined
}

/** Projects what was fetched into the client's answer. */
export function createAnswer(parts: AnswerParts): ExecutionResult {
  const { root, failures, variables, request, clientKeyOf } = parts
  const run: ProjectionRun = {
    variables,
    failures,
    ended: parts.ended,
    hasFailures: !failures.isEmpty() || parts.ended !== undefined,
    errors: [],
    clientKeyOf,
    toError: (cause, path) => publicError(cause, path, request),
  }
  const projected = parts.project(root, run)
  const data = projected === INVALID ? null : (projected as Record<string, unknown>)
  if (data && parts.introspection) Object.assign(data, parts.introspection)
  if (run.errors.length === 0 && !run.hasFailures) return { data }
  const errors = [
    ...run.errors.map(({ reversedPath, toError }) => toError(reversedPath.toReversed())),
    ...hiddenErrors(run, root, data),
  ]
  return errors.length > 0 ? { errors, data } : { data }
}
