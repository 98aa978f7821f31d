import { AsyncLocalStorage } from 'node:async_hooks'
import type { GraphQLFormattedError } from 'graphql'
import { ERRORS, type ErrorCode } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'

/** Apollo Server's own codes, in the words of our catalogue. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: 'BAD_REQUEST',
  GRAPHQL_VALIDATION_FAILED: 'BAD_REQUEST',
  OPERATION_RESOLUTION_FAILURE: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_REQUEST',
  BAD_USER_INPUT: 'INVALID_ARGUMENT',
}

/** Whose errors are being written. */
type Recipient = Pick<RequestContext, 'correlationId' | 'logger'>

/**
 * An error as a client may see it: a code of the catalogue and the correlation id. One that carries no such code is a
 * fault of ours: the log gets it, the client gets INTERNAL.
 */
export function publishError(
  formatted: GraphQLFormattedError,
  error: unknown,
  { correlationId, logger }: Recipient,
): GraphQLFormattedError {
  const { stacktrace: _stacktrace, ...extensions } = formatted.extensions ?? {}
  const given = String(extensions.code)
  const code = Object.hasOwn(ERRORS, given) ? (given as ErrorCode) : CODES[given]
  if (!code) {
    logger.error({ err: error }, 'an operation failed unexpectedly')
    const { path } = formatted
    const known = { code: 'INTERNAL', retryable: false, correlationId }
    return { message: ERRORS.INTERNAL.meaning, ...(path ? { path } : {}), extensions: known }
  }
  return {
    ...formatted,
    extensions: { ...extensions, code, retryable: ERRORS[code].retryable, correlationId },
  }
}

/** The request whose errors Apollo Server writes: it does not say whose they are. */
export const currentRequest = new AsyncLocalStorage<Recipient>()

/** The same, for Apollo Server. */
export function formatClientError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const request = currentRequest.getStore()
  if (!request) throw new TypeError('an error of no request')
  return publishError(formatted, error, request)
}
