import type { Clock } from '#shared/clock.ts'
import { isWeftError } from '#shared/errors.ts'
import type { WebhookInbox, WebhookOutcome } from '#shared/events/inbox.ts'
import { HttpRefusal } from '../http/http-refusal.ts'
import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'
import { readRawBody } from './read-raw-body.ts'

/** More than any vendor sends: the largest is Stripe, whose events stay far below. */
const MAX_BODY_BYTES = 1024 * 1024
const RETRY_AFTER_SECONDS = 5
const PREFIX = '/webhooks/'

/** The connection that a path is for; undefined for any other path. */
export function connectionOfPath(path: string): string | undefined {
  return path.startsWith(PREFIX) ? path.slice(PREFIX.length) : undefined
}

/** Receives one request of a vendor. Answers once it is kept, or throws why it is not. */
export async function receiveWebhook(
  connectionId: string,
  exchange: Exchange,
  { inbox, query, clock }: { inbox: WebhookInbox; query: URLSearchParams; clock: Clock },
): Promise<void> {
  const { incoming, correlationId, logger } = exchange
  if (!inbox.isOpen(connectionId))
    throw new HttpRefusal(404, 'NOT_FOUND', 'There is no connection whose vendor sends to this path.')
  if (incoming.method !== 'POST')
    throw new HttpRefusal(405, 'BAD_REQUEST', 'Webhooks are sent by POST.', { allow: 'POST' })
  const rawBody = await readRawBody(incoming, MAX_BODY_BYTES)
  const request = { headers: incoming.headers, query, rawBody, receivedAt: clock.now() }
  const outcome = await inbox.receive(connectionId, request, correlationId).catch((error: unknown) => {
    if (isWeftError(error, 'WEBHOOK_UNVERIFIED') || isWeftError(error, 'WEBHOOK_STALE'))
      logger.warn({ system: connectionId, code: error.code, reason: error.cause }, 'refused a webhook')
    throw toRefusal(error)
  })
  answer(exchange, outcome)
}

function answer(exchange: Exchange, outcome: WebhookOutcome): void {
  if (outcome.kind === 'accepted') send(exchange, 202, {}, '')
  else send(exchange, 200, { 'content-type': 'text/plain; charset=utf-8' }, outcome.text)
}

function toRefusal(error: unknown): unknown {
  if (!isWeftError(error)) return error
  if (error.code === 'WEBHOOK_UNVERIFIED' || error.code === 'WEBHOOK_STALE')
    return new HttpRefusal(401, error.code)
  if (error.code === 'STORE_UNAVAILABLE')
    return new HttpRefusal(503, error.code, undefined, { 'retry-after': String(RETRY_AFTER_SECONDS) })
  return error
}
