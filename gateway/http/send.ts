import { ERRORS } from '#shared/errors.ts'
import type { Exchange } from './exchange.ts'
import type { HttpRefusal } from './http-refusal.ts'

/** What is sent with everything: no answer is anybody else's, and none is what it does not say it is. */
export const COMMON_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const

/** What is no page loads nothing and stands in no frame; a page says its own. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'"

const COMMON = Object.entries(COMMON_HEADERS).flat()

/** Whom an answer goes to, and the id that it finds its request's log by. */
export type Addressee = Pick<Exchange, 'response' | 'correlationId'>

/**
 * Sends a whole answer; a client that has gone is not an error.
 *
 * Headers go as one list, which Node writes as it is. A text of as many bytes as characters is ASCII: written as Latin-1
 * it need not be encoded, nor measured once more.
 */
export function send(
  { response, correlationId }: Addressee,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  if (response.destroyed || response.headersSent) return
  const bytes = Buffer.byteLength(body)
  const list = [...COMMON, 'x-correlation-id', correlationId, 'content-length', String(bytes)]
  if (!('content-security-policy' in headers)) list.push('content-security-policy', NO_PAGE)
  for (const [name, value] of Object.entries(headers)) list.push(name, value)
  response.writeHead(status, list)
  response.end(body, bytes === body.length ? 'latin1' : 'utf8')
}

export function sendJson(to: Addressee, status: number, body: unknown): void {
  send(to, status, { 'content-type': 'application/json; charset=utf-8' }, `${JSON.stringify(body)}\n`)
}

/** A refusal in the form of a GraphQL answer: one form for every error that leaves Weft. */
export function sendRefusal(to: Addressee, refusal: HttpRefusal): void {
  const { code, message, status, facts } = refusal
  const extensions = { code, retryable: ERRORS[code].retryable, ...facts, correlationId: to.correlationId }
  const body = `${JSON.stringify({ errors: [{ message, extensions }] })}\n`
  // What is left of a body that nobody will read would otherwise be taken for the next request.
  const closing = status === 413 ? { connection: 'close' } : {}
  const json = { 'content-type': 'application/json; charset=utf-8' }
  send(to, status, { ...json, ...refusal.headers, ...closing }, body)
}
