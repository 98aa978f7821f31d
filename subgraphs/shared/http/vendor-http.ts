import { Agent, type Dispatcher, errors, request } from 'undici'
import type { CallContext } from '../connections/call-context.ts'
import type { Connection } from '../connections/connection.ts'
import { WeftError } from '../errors.ts'
import type { Logger } from '../telemetry/logger.ts'

const MAX_BODY_BYTES = 10 * 1024 * 1024

export interface VendorRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path and query below the connection's base URL. */
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface VendorResponse {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** Sends one request to one vendor: deadline, correlation id, size cap, a log line. Answers any status; throws only when there is no answer. */
export interface VendorHttp {
  send(request: VendorRequest, call: CallContext): Promise<VendorResponse>
  close(): Promise<void>
}

export function createVendorHttp(connection: Connection, logger: Logger): VendorHttp {
  const agent = new Agent({ connections: 16, keepAliveTimeout: 30_000, pipelining: 1 })
  return {
    send: (outgoing, call) => send(agent, connection, logger, outgoing, call),
    close: () => agent.close(),
  }
}

async function send(
  dispatcher: Dispatcher,
  connection: Connection,
  logger: Logger,
  outgoing: VendorRequest,
  { correlationId, signal }: CallContext,
): Promise<VendorResponse> {
  const started = performance.now()
  const log = {
    system: connection.id,
    correlationId,
    method: outgoing.method,
    path: outgoing.path.split('?', 1)[0],
  }
  try {
    const response = await request(connection.baseUrl + outgoing.path, {
      dispatcher,
      method: outgoing.method,
      headers: { accept: 'application/json', ...outgoing.headers, 'x-correlation-id': correlationId },
      ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(connection.timeoutMs)]),
    })
    const text = await readText(response.body, connection.id)
    logger.debug(
      { ...log, status: response.statusCode, ms: Math.round(performance.now() - started) },
      'vendor call',
    )
    return { status: response.statusCode, headers: response.headers, text }
  } catch (error) {
    const failure = toFailure(error, connection.id)
    logger.warn(
      { ...log, code: failure.code, reason: describe(error), ms: Math.round(performance.now() - started) },
      'vendor call failed',
    )
    throw failure
  }
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
  return Buffer.concat(chunks).toString('utf8')
}

function toFailure(error: unknown, system: string): WeftError {
  if (error instanceof WeftError) return error
  const name = error instanceof Error ? error.name : ''
  if (
    name === 'TimeoutError' ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError
  ) {
    return new WeftError('TIMEOUT', 'the system did not answer in time', { system }, error)
  }
  if (name === 'AbortError')
    return new WeftError('TIMEOUT', 'the operation ended before the system answered', { system }, error)
  return new WeftError('SYSTEM_UNAVAILABLE', 'the system could not be reached', { system }, error)
}

/** The native error's own words for the log: codes like ECONNREFUSED, never a body. */
function describe(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code)
  return error instanceof Error ? error.name : typeof error
}

/** Parses a JSON answer; anything else (an HTML login page, half a body) is INVALID_RESPONSE. */
export function parseJson(response: VendorResponse, system: string): unknown {
  try {
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

/** `Retry-After` in seconds, from either of its two forms; undefined when absent or absurd. Capped at 15 minutes. */
export function retryAfterSeconds(headers: VendorResponse['headers'], now: Date): number | undefined {
  const value = headers['retry-after']
  if (typeof value !== 'string') return undefined
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - now.getTime()) / 1000)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 900) : undefined
}
