import type { Server } from 'node:http'

/** How long a client may take to send its headers, and its whole request: nobody holds a connection by sending slowly. */
const HEADERS_WITHIN_MS = 15_000
const REQUEST_WITHIN_MS = 30_000
/** Longer than balancers keep a connection that is idle, so that none sends into one that is being closed. */
const KEEP_ALIVE_MS = 75_000

/** Limits how long a server's clients may take to say what they want; answers and streams take as long as they take. */
export function limitRequestTime(server: Server): void {
  server.headersTimeout = HEADERS_WITHIN_MS
  server.requestTimeout = REQUEST_WITHIN_MS
  server.keepAliveTimeout = KEEP_ALIVE_MS
}
