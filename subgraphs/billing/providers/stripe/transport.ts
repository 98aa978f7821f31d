import type { AsyncLocalStorage } from 'node:async_hooks'
import type { Stripe } from 'stripe'
import type { CallContext } from '#shared/connections/call-context.ts'
import { WeftError } from '#shared/errors.ts'
import type { VendorClient } from '#shared/http/vendor-client.ts'
import { parseJson, type VendorRequest, type VendorResponse } from '#shared/http/vendor-http.ts'
import { toOutage } from './errors.ts'

type HttpClient = NonNullable<Stripe.StripeConfig['httpClient']>
type HttpResponse = Awaited<ReturnType<HttpClient['makeRequest']>>

/** Which operation the official client is working for: it has no parameter of its own for that. */
export type CurrentCall = AsyncLocalStorage<CallContext>

/**
 * The official client's HTTP: our own, so that each of its calls has the operation's deadline and correlation id, spends
 * the connection's budget and leaves a log line. An outage or a limit is thrown, the client reads the rest. Host, port and protocol that the client names are those of the connection's base URL.
 */
export function createTransport(system: string, vendor: VendorClient, currentCall: CurrentCall): HttpClient {
  return {
    getClientName: () => 'weft',
    async makeRequest(_host, _port, path, method, headers, requestData) {
      const call = currentCall.getStore()
      if (!call) throw new Error('a call to Stripe outside of an operation')
      const request: VendorRequest = {
        method: method as VendorRequest['method'],
        path,
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
        ),
        ...(requestData === '' || requestData === null ? {} : { body: requestData }),
      }
      return vendor.send(request, {
        kind: request.method === 'GET' ? 'read' : 'write',
        call,
        read: (response) => toClientResponse(system, response),
      })
    },
  }
}

function toClientResponse(system: string, response: VendorResponse): HttpResponse {
  const body = readBody(system, response)
  const outage = toOutage(response, body, system)
  if (outage) throw outage
  return {
    getStatusCode: () => response.status,
    getHeaders: () => response.headers as ReturnType<HttpResponse['getHeaders']>,
    getRawResponse: () => ({}),
    toStream: () => {
      throw new Error('no stream of Stripe is read')
    },
    toJSON: async () => body,
  }
}

/**
 * What the client makes of an answer, it makes of `error` in the body alone. So a refusal without one gets one (a gateway
 * in front of Stripe may answer 5xx in HTML), and a success that is no object of Stripe's is none.
 */
function readBody(system: string, response: VendorResponse): unknown {
  const body = response.status < 400 ? parseJson(response, system) : parseRefusal(response)
  const isPublished = body !== undefined && ('error' in Object(body) || isStripeObject(body))
  if (response.status < 400 && !isPublished) {
    throw new WeftError('INVALID_RESPONSE', "the system answered something that is no object of Stripe's", {
      system,
    })
  }
  const message = `an answer of status ${response.status} without a reason`
  return isPublished ? body : { error: { type: 'api_error', message } }
}

function parseRefusal({ text }: VendorResponse): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Lists hold `data`, whatever else they say. */
function isStripeObject(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('object' in body)) return false
  const isList = body.object === 'list' || body.object === 'search_result'
  return !isList || ('data' in body && Array.isArray(body.data))
}
