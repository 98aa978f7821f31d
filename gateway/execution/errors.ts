import { GraphQLError } from 'graphql'
import { ERRORS, type ErrorCode, isWeftError } from '#shared/errors.ts'

/** An error as a subgraph gives it: thrown in this process, or read from JSON. */
export interface SubgraphError {
  readonly message: string
  readonly path?: ErrorPath | undefined
  readonly extensions?: Readonly<Record<string, unknown>> | undefined
}

/** Where an error shows itself in the answer. */
export type ErrorPath = readonly (string | number)[]

/** Why an operation is not run, as an answer. */
export interface Refusal {
  errors: readonly GraphQLError[]
}

/** An error of the catalogue about what the client sent. */
export function refusal(code: ErrorCode, errors: readonly GraphQLError[]): GraphQLError[] {
  return errors.map(
    (error) =>
      new GraphQLError(error.message, {
        ...(error.nodes ? { nodes: error.nodes } : {}),
        ...(error.source ? { source: error.source } : {}),
        ...(error.positions ? { positions: error.positions } : {}),
        extensions: { code, retryable: ERRORS[code].retryable },
      }),
  )
}

/** What subgraph servers add for their developers, and what would name our insides to a client. */
const INTERNAL_EXTENSIONS = new Set([
  ...['service', 'serviceName', 'url', 'request', 'response'],
  ...['stacktrace', 'stack', 'trace', 'exception', 'originalError', 'debug', 'debugMessage'],
])

function publicExtensions(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => !INTERNAL_EXTENSIONS.has(name)))
}

/** A fault nobody foresaw: the client learns that there was one, the log learns which. */
function maskedError(path: ErrorPath | undefined, correlationId: string): GraphQLError {
  return new GraphQLError('An unexpected fault; the log has it under the correlation id.', {
    path: path ?? null,
    extensions: { code: 'INTERNAL', retryable: false, correlationId },
  })
}

/** The innermost GraphQL error: servers and gateways wrap it, and only the first one knows what happened. */
function rootError(error: SubgraphError): SubgraphError {
  const cause: unknown = error instanceof GraphQLError ? error.originalError : undefined
  const isGraphQL = cause instanceof GraphQLError || (!!cause && !(cause instanceof Error))
  return isGraphQL ? rootError(cause as SubgraphError) : error
}

/** True when an error carries nothing but what graphql-js, a resolver or the catalogue chose to say. */
function isMeantForClients(error: SubgraphError): boolean {
  const cause = error instanceof GraphQLError ? error.originalError : undefined
  return !cause || isWeftError(cause)
}

/** A subgraph's error as the client may see it, at the path where the client asked. */
export function toClientError(
  error: SubgraphError,
  path: ErrorPath | undefined,
  correlationId: string,
): GraphQLError {
  const root = rootError(error)
  if (!isMeantForClients(root)) return maskedError(path, correlationId)
  return new GraphQLError(root.message, {
    path: path ?? null,
    extensions: { code: 'INTERNAL', ...publicExtensions(root.extensions ?? {}), correlationId },
  })
}

/** A fetch that got no answer at all. */
export function fetchFailure(
  cause: unknown,
  path: ErrorPath | undefined,
  correlationId: string,
): GraphQLError {
  if (!isWeftError(cause)) return maskedError(path, correlationId)
  return new GraphQLError(cause.message, {
    path: path ?? null,
    extensions: { ...publicExtensions(cause.extensions), correlationId },
  })
}
