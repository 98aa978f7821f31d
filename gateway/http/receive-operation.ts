import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '#shared/clock.ts'
import type { Caller, RequestContext } from '#shared/subgraph/context.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Operation } from '../execution/execution.ts'
import { callerClassOf } from '../limits/caller-class.ts'
import type { Limits } from '../limits/limits.ts'
import { HttpRefusal } from './http-refusal.ts'
import { negotiateMediaType, type ResponseMediaType } from './negotiate.ts'
import { readOperation } from './read-operation.ts'
import type { RequestIds } from './request-ids.ts'

/** Says who sends a request; throws an UNAUTHENTICATED WeftError when nobody is known by its headers. */
export type Identify = (headers: IncomingHttpHeaders) => Promise<Caller>

/** One HTTP request on its way. */
export interface Exchange extends RequestIds {
  incoming: IncomingMessage
  response: ServerResponse
  logger: Logger
}

/** An operation that came over HTTP, and in what form its answer goes back. */
export interface ReceivedOperation {
  operation: Operation
  request: RequestContext
  mediaType: ResponseMediaType
}

export interface ReceiveOptions {
  identify: Identify
  limits: Limits
  /** The longest time that the operation may take, its body included. */
  operationTimeoutMs: number
  clock: Clock
}

/**
 * Receives the operation of a request. The caller first: nobody unknown costs more than a header. Then its body, up to
 * what this caller may send. Throws an HttpRefusal or a WeftError for what is turned away.
 */
export async function receiveOperation(
  { incoming, response, correlationId, traceparent, logger }: Exchange,
  { identify, limits, operationTimeoutMs, clock }: ReceiveOptions,
): Promise<ReceivedOperation> {
  const caller = await identify(incoming.headers)
  const mediaType = negotiateMediaType(incoming.headers.accept)
  if (!mediaType) throw new HttpRefusal(406, 'BAD_REQUEST', 'The answer is JSON, and Accept allows none.')
  const end = createEndSignal(response, operationTimeoutMs)
  const request: RequestContext = {
    caller,
    correlationId,
    logger,
    transport: 'http',
    span: undefined,
    receivedAt: clock.now(),
    get signal() {
      return end()
    },
    ...(traceparent ? { traceparent } : {}),
  }
  const operation = await readOperation(incoming, limits.of(callerClassOf(caller)).bodyBytes)
  return { operation, request, mediaType }
}

/**
 * A signal that ends when the time is over, or when the client has gone before it was answered. It is made when
 * somebody asks for it: an operation that waits for nothing never does.
 */
function createEndSignal(response: ServerResponse, timeoutMs: number): () => AbortSignal {
  const startedAt = performance.now()
  let signal: AbortSignal | undefined
  return () => {
    signal ??= endSignal(response, Math.max(0, timeoutMs - (performance.now() - startedAt)))
    return signal
  }
}

function endSignal(response: ServerResponse, timeoutMs: number): AbortSignal {
  const end = new AbortController()
  const timer = setTimeout(() => end.abort(new DOMException('the time is over', 'TimeoutError')), timeoutMs)
  const close = () => {
    clearTimeout(timer)
    if (!response.writableFinished) end.abort()
  }
  if (response.closed) close()
  else response.once('close', close)
  return end.signal
}
