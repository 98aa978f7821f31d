import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { ProviderOptions } from '#shared/connections/provider-options.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import { createVendorClient } from '#shared/http/vendor-client.ts'
import { parseJson, type VendorResponse } from '#shared/http/vendor-http.ts'
import { type BatchItem, type BatchOutcome, packBatch, unpackBatch } from './batch.ts'
import { assertAnswered, assertJsonObject, assertTaken } from './errors.ts'
import { LIMITS, readAllowance } from './limits.ts'
import { requestToken } from './token.ts'

/** Of the Table API, the one that nearly every call is for; the Batch API is v1. */
const API_VERSION = 'v2'

/** A change of one record by the Table API. */
export interface TableWrite {
  method: 'POST' | 'PATCH' | 'DELETE'
  path: string
  cells?: Readonly<Record<string, string>>
}

export interface ServiceNowClient {
  /** An answer with data; everything else is thrown. */
  get(path: string, call: CallContext): Promise<VendorResponse>
  /** Several GETs in one call: https://www.servicenow.com/docs/r/api-reference/rest-apis/batch-api.html */
  batch(items: readonly BatchItem[], call: CallContext): Promise<BatchOutcome>
  /** Sent once: the interface has neither idempotency keys nor conditions, so whoever asks again looks first. */
  write(write: TableWrite, call: CallContext): Promise<VendorResponse>
  health(): SystemHealth
  close(): Promise<void>
}

export function createClient(connection: Connection, options: ProviderOptions): ServiceNowClient {
  const { id } = connection
  // No cookie is ever sent: calls that share a ServiceNow session run one at a time.
  const vendor = createVendorClient(connection, {
    ...options,
    apiVersion: API_VERSION,
    limits: LIMITS,
    requestToken: (http, call) => requestToken(connection, http, call),
    readAllowance,
  })

  return {
    get: (path, call) =>
      vendor.send(
        { method: 'GET', path },
        {
          kind: 'read',
          call,
          read(response) {
            assertAnswered(response, id)
            assertJsonObject(response, id)
            return response
          },
        },
      ),
    async batch(items, call) {
      const outcome = await vendor.send(
        {
          method: 'POST',
          path: '/api/now/v1/batch',
          headers: { 'content-type': 'application/json' },
          body: packBatch(items),
        },
        {
          kind: 'read',
          call,
          read(response) {
            assertAnswered(response, id)
            return unpackBatch(parseJson(response, id), id)
          },
        },
      )
      // Refused inside an answer of 200, but refused for every call of the user.
      if (outcome.serviced.values().some(({ status }) => status === 429)) await vendor.pause()
      return outcome
    },
    write: ({ method, path, cells }, call) =>
      vendor.send(
        {
          method,
          path,
          ...(cells && {
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(cells),
          }),
        },
        {
          kind: 'write',
          call,
          read(response) {
            assertTaken(response, id)
            if (method !== 'DELETE') assertJsonObject(response, id)
            return response
          },
        },
      ),
    health: () => vendor.health(),
    close: () => vendor.close(),
  }
}
