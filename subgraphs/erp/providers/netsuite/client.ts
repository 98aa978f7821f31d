import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { ProviderOptions } from '#shared/connections/provider-options.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import { WeftError } from '#shared/errors.ts'
import type { VendorLimits } from '#shared/http/budget.ts'
import { createVendorClient, type VendorClient } from '#shared/http/vendor-client.ts'
import { parseJson, type VendorResponse } from '#shared/http/vendor-http.ts'
import { toFailure } from './errors.ts'
import { SuiteQlPage, type SuiteQlRow } from './native.ts'
import { createTokenRequest } from './token.ts'

const SUITEQL_PATH = '/services/rest/query/v1/suiteql'
/** NetSuite's own maximum, and the unit that `offset` must be a multiple of. */
const MAX_ROWS_PER_PAGE = 1000
/** An account may run five requests at once (Standard tier), over all integrations together: one place stays free. */
const LIMITS: VendorLimits = { concurrency: 4 }
const API_VERSION = 'rest/v1'

export interface SuiteQl {
  q: string
  params: readonly (string | number)[]
}

export interface NetSuiteClient {
  /** Every row of a query, page after page. The query must order its rows completely. */
  query(statement: SuiteQl, call: CallContext): Promise<SuiteQlRow[]>
  /** The first page of a query. */
  queryPage(
    statement: SuiteQl,
    limit: number,
    call: CallContext,
  ): Promise<{ rows: SuiteQlRow[]; hasMore: boolean }>
  /** Any other call, under the same token, budget and circuit. */
  send: VendorClient['send']
  health(): SystemHealth
  close(): Promise<void>
}

export function createNetSuiteClient(connection: Connection, options: ProviderOptions): NetSuiteClient {
  const { clock } = options
  const vendor = createVendorClient(connection, {
    ...options,
    apiVersion: API_VERSION,
    limits: LIMITS,
    requestToken: createTokenRequest(connection, clock),
  })

  const page = (statement: SuiteQl, range: { limit: number; offset: number }, call: CallContext) =>
    vendor.send(
      {
        method: 'POST',
        path: `${SUITEQL_PATH}?limit=${range.limit}&offset=${range.offset}`,
        headers: { 'content-type': 'application/json', prefer: 'transient' },
        body: JSON.stringify(statement),
      },
      {
        kind: 'read',
        call,
        read(response) {
          if (response.status !== 200) throw toFailure(response, connection.id)
          return readPage(response, connection.id)
        },
      },
    )

  return {
    async query(statement, call) {
      const rows: SuiteQlRow[] = []
      for (let offset = 0; ; offset += MAX_ROWS_PER_PAGE) {
        const { items, hasMore } = await page(statement, { limit: MAX_ROWS_PER_PAGE, offset }, call)
        rows.push(...items)
        if (!hasMore) return rows
      }
    },
    async queryPage(statement, limit, call) {
      const { items, hasMore } = await page(statement, { limit, offset: 0 }, call)
      return { rows: items, hasMore }
    },
    send: (request, exchange) => vendor.send(request, exchange),
    health: () => vendor.health(),
    close: () => vendor.close(),
  }
}

function readPage(response: VendorResponse, system: string): { items: SuiteQlRow[]; hasMore: boolean } {
  const page = SuiteQlPage.safeParse(parseJson(response, system))
  if (!page.success) {
    throw new WeftError('INVALID_RESPONSE', 'the query answer is not as documented', { system }, page.error)
  }
  return page.data
}
