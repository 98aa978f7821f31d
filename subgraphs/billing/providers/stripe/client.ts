import { AsyncLocalStorage } from 'node:async_hooks'
import { Stripe } from 'stripe'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'
import { createVendorHttp } from '#shared/http/vendor-http.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { toWeftError } from './errors.ts'
import { createConcurrencyLimiter, type Limiter } from './limiter.ts'
import { createTransport } from './transport.ts'

/** One more try for a read that met a closed connection or a 5xx; the client never repeats a 429 by itself. */
const READ: Stripe.RequestOptions = { maxNetworkRetries: 1 }

/** Half of the 25 calls per second that a sandbox allows each endpoint. https://docs.stripe.com/rate-limits (read 2026-11-22) */
const CONCURRENT_CALLS = 12
const WAITING_CALLS = 1000

/** The official client, bound to one connection. */
export interface StripeClient {
  /** One call that changes nothing: deadline, limiter, our errors. */
  read<Answer>(
    call: CallContext,
    request: (stripe: Stripe, options: Stripe.RequestOptions) => Promise<Answer>,
  ): Promise<Answer>
  close(): Promise<void>
}

export function createStripeClient(
  connection: Connection,
  logger: Logger,
  limiter: Limiter = createConcurrencyLimiter(connection.id, CONCURRENT_CALLS, WAITING_CALLS),
): StripeClient {
  const http = createVendorHttp(connection, logger)
  const currentCall = new AsyncLocalStorage<CallContext>()
  const { hostname, port, protocol } = new URL(connection.baseUrl)
  const { apiKey } = connection.credentials
  if (!apiKey)
    throw new WeftError('INVALID_CONNECTION', `${connection.id}: Stripe needs the credential apiKey`)
  const stripe = new Stripe(apiKey, {
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    protocol: protocol === 'http:' ? 'http' : 'https',
    timeout: connection.timeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: createTransport(connection.id, http, currentCall),
  })
  return {
    async read(call, request) {
      const deadline = AbortSignal.any([call.signal, AbortSignal.timeout(connection.timeoutMs)])
      const bounded: CallContext = { correlationId: call.correlationId, signal: deadline }
      try {
        return await limiter.run(() =>
          untilAborted(
            deadline,
            connection.id,
            currentCall.run(bounded, () => request(stripe, READ)),
          ),
        )
      } catch (error) {
        throw toWeftError(error, connection.id)
      }
    },
    close: () => http.close(),
  }
}

/** The answer, or TIMEOUT as soon as nobody waits for it: the client would sleep between its tries. */
function untilAborted<Answer>(signal: AbortSignal, system: string, answer: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const abort = (): void =>
      reject(new WeftError('TIMEOUT', 'the system did not answer in time', { system }, signal.reason))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
