import { TimeoutStrategy, timeout } from 'cockatiel'
import { Agent, type Dispatcher, errors, request } from 'undici'
import type { CallContext } from '../connections/call-context.ts'
import type { Connection } from '../connections/connection.ts'
import { WeftError } from '../errors.ts'
import type { Logger } from '../telemetry/logger.ts'
import { currentSpan, type Span } from '../telemetry/span.ts'
import { createGuardedLookup, type NameResolver } from './guarded-lookup.ts'
import { assertShallow } from './json-depth.ts'
import { routeOf } from './route.ts'

const MAX_BODY_BYTES = 10 * 1024 * 1024

export interface VendorRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path and query below the connection's base URL, or below `origin`. */
  path: string
  /** Where a part of the vendor's API has a host of its own: derived from the connection's base URL, never from an answer. */
  origin?: string
  /** The path as logs and traces show it, where a key in it looks like a word of the API: `/customers/{key}`. */
  route?: string
  headers?: Record<string, string>
  body?: string
}

export interface VendorResponse {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** Sends one request to one vendor: deadline, correlation id, trace, size cap, a log line. Answers any status; throws only when there is no answer. */
export interface VendorHttp {
  send(request: VendorRequest, call: CallContext): Promise<VendorResponse>
  close(): Promise<void>
}

export function createVendorHttp(connection: Connection, logger: Logger, resolve?: NameResolver): VendorHttp {
  const lookup = createGuardedLookup(connection.allowPrivateNetwork ?? false, resolve)
  // How many connections there are is decided by the budget of whoever sends.
  const agent = new Agent({ keepAliveTimeout: 30_000, pipelining: 1, connect: { lookup } })
  // Not AbortSignal.timeout: its timer would outlive every call by the whole deadline.
  const deadline = timeout(connection.timeoutMs, {
    strategy: TimeoutStrategy.Cooperative,
    abortOnReturn: false,
  })
  return {
    send: (outgoing, call) =>
      deadline.execute(
        ({ signal }) => send(agent, connection, logger, outgoing, { call, signal }),
        call.signal,
      ),
    close: () => agent.close(),
  }
}

async function send(
  dispatcher: Dispatcher,
  connection: Connection,
  logger: Logger,
  outgoing: VendorRequest,
  { call, signal }: { call: CallContext; signal: AbortSignal },
): Promise<VendorResponse> {
  const { correlationId } = call
  const started = performance.now()
  const { method, path, route = routeOf(path) } = outgoing
  const log = { system: connection.id, correlationId, method, path: route }
  const span = currentSpan.getStore()?.child(`${method} ${route}`, 'client', {
    'weft.connection': connection.id,
    'weft.vendor': connection.vendor,
    'http.request.method': method,
    'url.template': route,
  })
  try {
    const response = await request((outgoing.origin ?? connection.baseUrl) + path, {
      dispatcher,
      method,
      headers: { accept: 'application/json', ...outgoing.headers, ...traceHeaders(call, span) },
      ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
      signal,
    })
    const text = await readText(response.body, connection.id)
    logger.debug(
      { ...log, status: response.statusCode, ms: Math.round(performance.now() - started) },
      'vendor call',
    )
    endSpan(span, response.statusCode)
    return { status: response.statusCode, headers: response.headers, text }
  } catch (error) {
    const failure = toFailure(error, connection.id, call.signal)
    logger.warn(
      { ...log, code: failure.code, reason: describe(error), ms: Math.round(performance.now() - started) },
      'vendor call failed',
    )
    span?.end({ failure: failure.code })
    throw failure
  }
}

/** What ties a call to its cause: on our side, and in the trace that we write or else that our caller began. */
function traceHeaders(
  { correlationId, traceparent: begun }: CallContext,
  span: Span | undefined,
): Record<string, string> {
  const traceparent = span?.traceparent ?? begun
  return { 'x-correlation-id': correlationId, ...(traceparent ? { traceparent } : {}) }
}

function endSpan(span: Span | undefined, status: number): void {
  const attributes = { 'http.response.status_code': status }
  span?.end({ attributes, failure: status >= 400 ? String(status) : undefined })
}

async function readText(body: Dispatcher.ResponseData['body'], system: string): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) {
      body.destroy()
      throw new WeftError('INVALID_RESPONSE', 'the answer is larger than 10 MiB', { system })
    }
    chunks.push(chunk)
  }
  return decode(Buffer.concat(chunks), system)
}

/** Refuses what is not UTF-8 instead of putting something else in its place: a name would be changed without a word. */
function decode(bytes: Buffer, system: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new WeftError('INVALID_RESPONSE', 'the answer is not UTF-8', { system }, error)
  }
}

function toFailure(error: unknown, system: string, caller: AbortSignal): WeftError {
  if (error instanceof WeftError) return error
  if (caller.aborted)
    return new WeftError('TIMEOUT', 'the operation ended before the system answered', { system }, error)
  const isLate =
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    (error instanceof Error && error.name === 'AbortError')
  if (isLate) return new WeftError('TIMEOUT', 'the system did not answer in time', { system }, error)
  return new WeftError('SYSTEM_UNAVAILABLE', 'the system could not be reached', { system }, error)
}

/** The native error's own words for the log: codes like ECONNREFUSED, never a body. */
function describe(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code)
  return error instanceof Error ? error.name : typeof error
}

/** Parses a JSON answer; anything else (an HTML login page, half a body, a tower of lists) is INVALID_RESPONSE. */
export function parseJson(response: VendorResponse, system: string): unknown {
  try {
    assertShallow(response.text)
    return JSON.parse(response.text)
  } catch (error) {
    throw new WeftError(
      'INVALID_RESPONSE',
      'the system answered something that is not JSON',
      { system, status: response.status },
      error,
    )
  }
}

/**
 * `Retry-After` in seconds, from either of its two forms; undefined when absent or absurd. Capped at 15 minutes. A date
 * is the vendor's, and so is the clock that it is compared with, where the answer tells its time.
 */
export function retryAfterSeconds(headers: VendorResponse['headers'], now: Date): number | undefined {
  const value = headers['retry-after']
  if (typeof value !== 'string') return undefined
  const vendorNow = Date.parse(String(headers.date))
  const from = Number.isNaN(vendorNow) ? now.getTime() : vendorNow
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - from) / 1000)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 900) : undefined
}
