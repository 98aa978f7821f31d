import type { Exchange } from './exchange.ts'
import { PREFLIGHT_HEADERS } from './read-operation.ts'

const ALLOWED_HEADERS = [
  ...['authorization', 'content-type', 'accept', 'cache-control', 'x-correlation-id', 'traceparent'],
  'idempotency-key',
  ...PREFLIGHT_HEADERS,
].join(', ')

const EXPOSED_HEADERS = 'x-correlation-id, retry-after, ratelimit, ratelimit-policy, deprecation, sunset'

/** How long a browser need not ask again, in seconds. */
const MAX_AGE = '600'

/**
 * Tells a browser whether a page of another site may read the answer: those of the list, by name and never by `*`. Answers a
 * browser's question before a request, and then is true. Credentials are never allowed: a caller is its token.
 */
export function answerCors(
  { incoming, response, correlationId }: Exchange,
  origins: ReadonlySet<string> | undefined,
): boolean {
  if (!origins || origins.size === 0) return false
  response.setHeader('vary', 'origin')
  const { origin } = incoming.headers
  if (origin === undefined || !origins.has(origin)) return false
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-expose-headers', EXPOSED_HEADERS)
  if (incoming.method !== 'OPTIONS') return false
  response.writeHead(204, {
    'x-correlation-id': correlationId,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': ALLOWED_HEADERS,
    'access-control-max-age': MAX_AGE,
  })
  response.end()
  return true
}
