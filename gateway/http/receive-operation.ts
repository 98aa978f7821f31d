import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { Clock } from '#shared/clock.ts'
import type { Caller, RequestContext } from '#shared/subgraph/context.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Span } from '#shared/telemetry/span.ts'
import type { Operation } from '../execution/operation.ts'
import { callerClassOf } from '../limits/caller-class.ts'
import type { Limits } from '../limits/limits.ts'
import { readMaxAge } from './cache-control.ts'
import type { Exchange } from './exchange.ts'
import { HttpRefusal } from './http-refusal.ts'
import { readIdempotencyKey } from './idempotency-key.ts'
import { negotiateMediaType, type ResponseMediaType } from './negotiate.ts'
import { readOperation, type ToOperation } from './read-operation.ts'

/** Says who sends a request; throws an UNAUTHENTICATED WeftError when nobody is known by its headers. */
export type Identify = (headers: IncomingHttpHeaders) => Promise<Caller>

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
  /** How a caller says what it wants; undefined: by the text of an operation. */
  readFor?: (caller: Caller) => ToOperation
}

/**
 * Receives the operation of a request. The caller first: nobody unknown costs more than a header. Then its body, up to
 * what this caller may send. Throws an HttpRefusal or a WeftError for what is turned away.
 */
export async function receiveOperation(
  { incoming, response, correlationId, traceparent, logger }: Exchange,
  { identify, limits, operationTimeoutMs, clock, readFor }: ReceiveOptions,
): Promise<ReceivedOperation> {
  const caller = await identify(incoming.headers)
  const mediaType = negotiateMediaType(incoming.headers.accept)
  if (!mediaType) throw new HttpRefusal(406, 'BAD_REQUEST', 'The answer is JSON, and Accept allows none.')
  const life = { response, timeoutMs: operationTimeoutMs, startedAt: performance.now() }
  const request = new HttpRequest({ caller, correlationId, logger, receivedAt: clock.now() }, life)
  if (traceparent) request.traceparent = traceparent
  request.maxAgeSeconds = readMaxAge(incoming.headers['cache-control'])
  request.idempotencyKey = readIdempotencyKey(incoming.headers['idempotency-key'])
  const { bodyBytes } = limits.of(callerClassOf(caller))
  const operation = await readOperation(incoming, bodyBytes, readFor?.(caller))
  return { operation, request, mediaType }
}

/** What an operation may not outlive: its time, and the client that waits for it. */
interface Life {
  response: ServerResponse
  timeoutMs: number
  startedAt: number
}

/**
 * A request whose signal is made when somebody asks for it: an operation that waits for nothing never does. A class, as
 * each object that is written down with a getter costs a shape of its own.
 */
class HttpRequest implements RequestContext {
  readonly caller: Caller
  readonly correlationId: string
  readonly logger: Logger
  readonly receivedAt: Date
  readonly transport = 'http'
  span: Span | undefined = undefined
  traceparent?: string
  maxAgeSeconds: number | undefined
  idempotencyKey: string | undefined
  answerHeaders: Record<string, string> | undefined = undefined
  readonly #life: Life
  #signal: AbortSignal | undefined

  constructor(
    { caller, correlationId, logger, receivedAt }: Omit<RequestContext, 'signal' | 'traceparent'>,
    life: Life,
  ) {
    this.caller = caller
    this.correlationId = correlationId
    this.logger = logger
    this.receivedAt = receivedAt
    this.#life = life
  }

  /** Ends when the time is over, or when the client has gone before it was answered. */
  get signal(): AbortSignal {
    this.#signal ??= endSignal(this.#life)
    return this.#signal
  }
}

function endSignal({ response, timeoutMs, startedAt }: Life): AbortSignal {
  const left = Math.max(0, timeoutMs - (performance.now() - startedAt))
  const end = new AbortController()
  const timer = setTimeout(() => end.abort(new DOMException('the time is over', 'TimeoutError')), left)
  const close = () => {
    clearTimeout(timer)
    if (!response.writableFinished) end.abort()
  }
  if (response.closed) close()
  else response.once('close', close)
  return end.signal
}
