import { isWeftError } from '#shared/errors.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { HttpRefusal } from './http-refusal.ts'
import type { Exchange } from './exchange.ts'
import { sendRefusal } from './send.ts'

/** Answers a request that became no operation, by what was thrown on its way, and tells with what. */
export function refuse(exchange: Exchange, error: unknown): HttpRefusal {
  const refusal = toRefusal(error, exchange.logger)
  const { response } = exchange
  // What has begun can be told nothing any more; its client would wait for the rest.
  if (response.headersSent) response.destroy()
  else sendRefusal(exchange, refusal)
  return refusal
}

function toRefusal(error: unknown, logger: Logger): HttpRefusal {
  if (error instanceof HttpRefusal) return error
  if (isWeftError(error, 'UNAUTHENTICATED')) {
    logger.info({ reason: describeCause(error) }, 'refused without a valid token')
    return new HttpRefusal(401, error.code, 'A valid bearer token is required.', {
      'www-authenticate': 'Bearer',
    })
  }
  if (isWeftError(error, 'LIMIT_EXCEEDED')) {
    return new HttpRefusal(413, error.code, error.message, {}, error.facts)
  }
  if (isWeftError(error)) return new HttpRefusal(503, error.code, error.message)
  logger.error({ err: error }, 'a request failed')
  return new HttpRefusal(500, 'INTERNAL')
}

const describeCause = ({ cause }: Error): string => (cause instanceof Error ? cause.message : String(cause))
