import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { type ExecutionResult, getOperationAST, parse } from 'graphql'
import { ERRORS, isWeftError } from '#shared/errors.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { HttpRefusal } from '../../http/http-refusal.ts'
import type { Execution, Operation } from '../execution.ts'
import { negotiateMediaType, type ResponseMediaType } from './negotiate.ts'
import { readOperation } from './read-operation.ts'

/** Says who sends a request; throws an UNAUTHENTICATED WeftError when nobody is known by its headers. */
export type Identify = (headers: IncomingHttpHeaders) => Promise<Caller>

/** What a GraphQL endpoint needs. */
export interface GraphQLHandlerOptions {
  /** Lends the execution for one operation: it may be replaced while others still use it. */
  withExecution<Result>(use: (execution: Execution) => Promise<Result>): Promise<Result>
  identify: Identify
  logger: Logger
  maxBodyBytes: number
}

function respond(
  response: ServerResponse,
  status: number,
  mediaType: ResponseMediaType,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.destroyed) return
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': `${mediaType}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(text)
}

/** A request without data never reached a field: only the newer media type may say so by its status. */
function statusOf(result: ExecutionResult, mediaType: ResponseMediaType): number {
  return mediaType === 'application/json' || result.data !== undefined ? 200 : 400
}

/** A GET must change nothing; a text that does not parse is refused later, with its errors. */
function assertSafe({ query, operationName }: Operation): void {
  let kind: string | undefined
  try {
    kind = getOperationAST(parse(query, { noLocation: true }), operationName)?.operation
  } catch {
    return
  }
  if (kind === 'mutation')
    throw new HttpRefusal(405, 'BAD_REQUEST', 'Mutations are sent by POST.', { allow: 'POST' })
}

const refusalBody = (code: string, message: string) => ({ errors: [{ message, extensions: { code } }] })

/** Aborts when the client goes away before it was answered. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  return gone.signal
}

async function answer(
  options: GraphQLHandlerOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
  mediaType: ResponseMediaType,
): Promise<void> {
  const correlationId = randomUUID()
  const caller = await options.identify(incoming.headers)
  const operation = await readOperation(incoming, options.maxBodyBytes)
  if (incoming.method === 'GET') assertSafe(operation)
  const request = {
    caller,
    correlationId,
    signal: goneSignal(response),
    logger: options.logger,
    receivedAt: new Date(),
  }
  const result = await options.withExecution((execution) => execution.execute(operation, request))
  respond(response, statusOf(result, mediaType), mediaType, result, { 'x-correlation-id': correlationId })
}

function refuse(
  cause: unknown,
  response: ServerResponse,
  mediaType: ResponseMediaType,
  logger: Logger,
): void {
  if (cause instanceof HttpRefusal) {
    respond(response, cause.status, mediaType, refusalBody(cause.code, cause.message), cause.headers)
  } else if (isWeftError(cause, 'UNAUTHENTICATED')) {
    const headers = { 'www-authenticate': 'Bearer' }
    respond(response, 401, mediaType, refusalBody(cause.code, ERRORS.UNAUTHENTICATED.meaning), headers)
  } else {
    logger.error({ err: cause }, 'a request failed')
    respond(response, 500, mediaType, refusalBody('INTERNAL', ERRORS.INTERNAL.meaning))
  }
}

/** Creates the handler of one GraphQL endpoint, by the GraphQL-over-HTTP specification. */
export function createGraphQLHandler(
  options: GraphQLHandlerOptions,
): (incoming: IncomingMessage, response: ServerResponse) => void {
  return (incoming, response) => {
    const mediaType = negotiateMediaType(incoming.headers.accept)
    if (!mediaType) {
      const body = refusalBody('BAD_REQUEST', 'The answer is JSON, and Accept allows none.')
      respond(response, 406, 'application/json', body)
      return
    }
    answer(options, incoming, response, mediaType).catch((cause: unknown) =>
      refuse(cause, response, mediaType, options.logger),
    )
  }
}
