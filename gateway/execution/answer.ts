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
export function publicError(
  cause: unknown,
  path: ErrorPath | undefined,
  { correlationId, logger }: RequestContext,
): GraphQLError {
  const error = isSubgraphError(cause)
    ? toClientError(cause, path, correlationId)
    : fetchFailure(cause, path, correlationId)
  const isForeseen = isWeftError(cause) ? cause.cause === undefined : isSubgraphError(cause)
  if (!isForeseen) logger.error({ err: cause, path }, 'a fetch failed')
  return error
}

/** What failed without costing the client a field is not the client's concern, but somebody's. */
function logHidden(failures: Failures, { logger }: RequestContext): void {
  for (const { cause } of failures.hidden()) logger.warn({ err: cause }, 'a fetch failed and cost no field')
}

/** What an answer is made of once all fetches are done. */
export interface AnswerParts {
  root: Target
  failures: Failures
  variables: Variables
  request: RequestContext
  clientKeyOf(key: string): string
  project(source: Target, run: ProjectionRun): unknown
  /** The same for an answer without any fault; undefined when there is one. */
  projectExpected(source: Target, variables: Variables): unknown
  /** Why what is not there yet will not come any more; undefined when all fetches are done. */
  ended: unknown
  /** What the operation asked about the schema itself. */
  introspection: Record<string, unknown> | undefined
}

type AnswerData = Record<string, unknown>

const withIntrospection = (data: AnswerData, { introspection }: AnswerParts): AnswerData =>
  introspection ? Object.assign(data, introspection) : data

/** Projects what was fetched into the client's answer. */
export function createAnswer(parts: AnswerParts): ExecutionResult {
  const isWhole = parts.failures.isEmpty() && parts.ended === undefined
  const expected = isWhole ? parts.projectExpected(parts.root, parts.variables) : undefined
  return expected === undefined
    ? explainAnswer(parts)
    : { data: withIntrospection(expected as AnswerData, parts) }
}

/** An answer with a reason for everything that is missing from it. */
function explainAnswer(parts: AnswerParts): ExecutionResult {
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
  const data = projected === INVALID ? null : withIntrospection(projected as AnswerData, parts)
  if (run.errors.length === 0 && !run.hasFailures) return { data }
  const errors = [
    ...run.errors.map(({ reversedPath, toError }) => toError(reversedPath.toReversed())),
    ...failures.withoutPlace().map(({ cause }) => run.toError(cause, [])),
  ]
  logHidden(failures, request)
  return errors.length > 0 ? { errors, data } : { data }
}
