import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const SAFE = /^[\w.:-]{1,64}$/
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

/** What ties a request to its log lines and to whoever sent it. */
export interface RequestIds {
  /** The client's `x-correlation-id` when it is 1 to 64 safe characters, minted otherwise. */
  correlationId: string
  /** The client's `traceparent` when it is well formed (https://www.w3.org/TR/trace-context/). */
  traceparent?: string
}

/** Reads the ids of a request; text that could break a log line or a header is not an id. */
export function readRequestIds(headers: IncomingHttpHeaders): RequestIds {
  const given = headers['x-correlation-id']
  const traceparent = headers.traceparent
  return {
    correlationId: typeof given === 'string' && SAFE.test(given) ? given : randomUUID(),
    ...(typeof traceparent === 'string' && TRACEPARENT.test(traceparent) ? { traceparent } : {}),
  }
}
