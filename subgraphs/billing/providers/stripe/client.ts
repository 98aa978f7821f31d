import { AsyncLocalStorage } from 'node:async_hooks'
import { Stripe } from 'stripe'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { ProviderOptions } from '#shared/connections/provider-options.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import { WeftError } from '#shared/errors.ts'
import { createVendorClient } from '#shared/http/vendor-client.ts'
import { toWeftError, toWriteError } from './errors.ts'
import { concernsAll, limitsOf } from './limits.ts'
import { createTransport } from './transport.ts'

/** The official client, bound to one connection. */
export interface StripeClient {
  /** One call that changes nothing, with our errors. */
  read<Answer>(call: CallContext, request: (stripe: Stripe) => Promise<Answer>): Promise<Answer>
  /** One call that changes something, never repeated here; `request` names its idempotency key. */
  write<Answer>(call: CallContext, request: (stripe: Stripe) => Promise<Answer>): Promise<Answer>
  health(): SystemHealth
  close(): Promise<void>
}

export function createStripeClient(connection: Connection, options: ProviderOptions): StripeClient {
  const vendor = createVendorClient(connection, {
    ...options,
    apiVersion: Stripe.API_VERSION,
    limits: limitsOf(connection),
    concernsAll,
  })
  const currentCall = new AsyncLocalStorage<CallContext>()
  const { hostname, port, protocol } = new URL(connection.baseUrl)
  const { apiKey } = connection.credentials
  if (!apiKey)
    throw new WeftError('INVALID_CONNECTION', `${connection.id}: Stripe needs the credential apiKey`)
  const stripe = new Stripe(apiKey, {
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    protocol: protocol === 'http:' ? 'http' : 'https',
    // Deadline, repeats and budget are those of the transport.
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: createTransport(connection.id, vendor, currentCall),
  })
  const asking =
    (toError: typeof toWeftError): StripeClient['read'] =>
    async (call, request) => {
      try {
        return await currentCall.run(call, () => request(stripe))
      } catch (error) {
        throw toError(error, connection.id)
      }
    }
  return {
    read: asking(toWeftError),
    write: asking(toWriteError),
    health: () => vendor.health(),
    close: () => vendor.close(),
  }
}
