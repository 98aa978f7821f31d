import {
  bulkhead,
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  isTaskCancelledError,
  retry,
  wrap,
} from 'cockatiel'
import type { Clock } from '#shared/clock.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import { createVendorHttp, parseJson, type VendorResponse } from '#shared/http/vendor-http.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { type AccessToken, createAccessToken } from './access-token.ts'
import { toFailure } from './errors.ts'
import { SuiteQlPage, type SuiteQlRow } from './native.ts'

const SUITEQL_PATH = '/services/rest/query/v1/suiteql'
/** NetSuite's own maximum, and the unit that `offset` must be a multiple of. */
export const MAX_ROWS_PER_PAGE = 1000
/** An account may run five requests at once (Standard tier), over all integrations together: one place stays free. */
const DEFAULT_CONCURRENCY = 4
const MAX_REPEATS = 2

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
  close(): Promise<void>
}

export function createNetSuiteClient(
  connection: Connection,
  {
    logger,
    clock,
    concurrency = DEFAULT_CONCURRENCY,
  }: { logger: Logger; clock: Clock; concurrency?: number },
): NetSuiteClient {
  const http = createVendorHttp(connection, logger)
  const token = createAccessToken(connection, http, clock)
  const policy = readPolicy(concurrency)

  async function page(statement: SuiteQl, range: { limit: number; offset: number }, call: CallContext) {
    const within = {
      ...call,
      signal: AbortSignal.any([call.signal, AbortSignal.timeout(connection.timeoutMs)]),
    }
    const request = {
      method: 'POST' as const,
      path: `${SUITEQL_PATH}?limit=${range.limit}&offset=${range.offset}`,
      headers: { 'content-type': 'application/json', prefer: 'transient' },
      body: JSON.stringify(statement),
    }
    const attempt = async (): Promise<VendorResponse> => {
      const response = await authorised(token, within, (authorization) =>
        http.send({ ...request, headers: { ...request.headers, authorization } }, within),
      )
      if (response.status !== 200) throw toFailure(response, connection.id, clock.now())
      return response
    }
    const response = await policy.execute(attempt, within.signal).catch((error: unknown) => {
      throw isTaskCancelledError(error) ? timedOut(connection.id, error) : error
    })
    return readPage(response, connection.id)
  }

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
    close: () => http.close(),
  }
}

const timedOut = (system: string, cause: unknown): WeftError =>
  new WeftError('TIMEOUT', 'no place among the concurrent requests came free in time', { system }, cause)

/** Reads may be sent again: after a lost connection or a 5xx, twice at most, never after a 429. */
function readPolicy(concurrency: number): IPolicy {
  const repeat = retry(
    handleWhen((error) => isWeftError(error, 'SYSTEM_UNAVAILABLE')),
    { maxAttempts: MAX_REPEATS, backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 1000 }) },
  )
  return wrap(repeat, bulkhead(concurrency, Number.POSITIVE_INFINITY))
}

/** Sends with the current token; one that NetSuite refuses is replaced once. */
async function authorised(
  token: AccessToken,
  call: CallContext,
  send: (authorization: string) => Promise<VendorResponse>,
): Promise<VendorResponse> {
  const first = await token.get(call)
  const response = await send(`Bearer ${first}`)
  if (response.status !== 401) return response
  token.forget(first)
  return send(`Bearer ${await token.get(call)}`)
}

function readPage(response: VendorResponse, system: string): { items: SuiteQlRow[]; hasMore: boolean } {
  const page = SuiteQlPage.safeParse(parseJson(response, system))
  if (!page.success) {
    throw new WeftError('INVALID_RESPONSE', 'the query answer is not as documented', { system }, page.error)
  }
  return page.data
}
