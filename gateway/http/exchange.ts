import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from '#shared/telemetry/logger.ts'
import { type RequestIds, readRequestIds } from './request-ids.ts'

/** One HTTP request on its way. */
export interface Exchange extends RequestIds {
  incoming: IncomingMessage
  response: ServerResponse
  /** Writes the correlation id into every line: nobody who has it says the id again. */
  logger: Logger
}

/** What a request is on its way through, by its ids. */
export function openExchange(incoming: IncomingMessage, response: ServerResponse, logger: Logger): Exchange {
  const ids = readRequestIds(incoming.headers)
  return { ...ids, incoming, response, logger: logger.child({ correlationId: ids.correlationId }) }
}
