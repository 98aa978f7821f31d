import { ExponentialBackoff, handleWhen, retry } from 'cockatiel'
import type { Clock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { isWeftError } from '#shared/errors.ts'
import {
  createVendorHttp,
  parseJson,
  type VendorRequest,
  type VendorResponse,
} from '#shared/http/vendor-http.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { type BatchItem, type BatchOutcome, packBatch, unpackBatch } from './batch.ts'
import { assertAnswered } from './errors.ts'
import { createTokenSource } from './token.ts'

/** Reads only, so that repeating one is safe. */
export interface ServiceNowClient {
  /** Any answer but a lack of authority or a failing system, which are tried again and then thrown. */
  get(path: string, call: CallContext): Promise<VendorResponse>
  /** Several GETs in one call: https://www.servicenow.com/docs/r/api-reference/rest-apis/batch-api.html */
  batch(items: readonly BatchItem[], call: CallContext): Promise<BatchOutcome>
  close(): Promise<void>
}

export function createClient(
  connection: Connection,
  { logger, clock }: { logger: Logger; clock: Clock },
): ServiceNowClient {
  const http = createVendorHttp(connection, logger)
  const tokens = createTokenSource(connection, http, clock)
  const { id, timeoutMs } = connection

  // No cookie is ever sent: calls that share a ServiceNow session run one at a time.
  async function sendAuthorised(request: VendorRequest, call: CallContext): Promise<VendorResponse> {
    const attempt = async (): Promise<{ token: string; response: VendorResponse }> => {
      const token = await tokens.get(call)
      const headers = { ...request.headers, authorization: `Bearer ${token}` }
      return { token, response: await http.send({ ...request, headers }, call) }
    }
    const first = await attempt()
    if (first.response.status !== 401) return first.response
    tokens.drop(first.token)
    return (await attempt()).response
  }

  /** A reset connection or a failing node is asked twice more, as long as the deadline allows. */
  function read(request: VendorRequest, call: CallContext): Promise<VendorResponse> {
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(timeoutMs)])
    return transientFailures.execute(async () => {
      const response = await sendAuthorised(request, { ...call, signal })
      if (response.status >= 500 || response.status < 300 || response.status === 401)
        assertAnswered(response, id, clock.now())
      return response
    }, signal)
  }

  return {
    get: (path, call) => read({ method: 'GET', path }, call),
    async batch(items, call) {
      const response = await read(
        {
          method: 'POST',
          path: '/api/now/v1/batch',
          headers: { 'content-type': 'application/json' },
          body: packBatch(items),
        },
        call,
      )
      assertAnswered(response, id, clock.now())
      return unpackBatch(parseJson(response, id), id)
    },
    close: () => http.close(),
  }
}

const transientFailures = retry(
  handleWhen((error) => isWeftError(error, 'SYSTEM_UNAVAILABLE')),
  { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 1_000 }) },
)
