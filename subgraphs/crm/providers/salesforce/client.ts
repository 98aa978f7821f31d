import { z } from 'zod'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { ProviderOptions } from '#shared/connections/provider-options.ts'
import type { SystemHealth } from '#shared/connections/system-health.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import { createVendorClient } from '#shared/http/vendor-client.ts'
import type { CallKind } from '#shared/http/budget-ledger.ts'
import { parseJson, type VendorRequest, type VendorResponse } from '#shared/http/vendor-http.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { toWeftError } from './errors.ts'
import { LIMITS, readAllowance } from './limits.ts'
import { createQueryCollector } from './query-collector.ts'
import { createRowReader, type NativeRow, parseQueryAnswer, rowsIfAny } from './query-rows.ts'
import { createTokenRequest } from './token.ts'
import { toBodies, toTogetherCall, type WritePart } from './writes/together.ts'

/** Three releases a year, each supported for three years and more: see the vendor README. */
const API_VERSION = 'v66.0'
const BASE = `/services/data/${API_VERSION}`
const JSON_BODY = { 'content-type': 'application/json' }

/** https://developer.salesforce.com/docs/platform/api-rest/guide/responses-composite.html */
const CompositeAnswer = z.looseObject({
  compositeResponse: z.array(z.looseObject({ body: z.unknown(), httpStatusCode: z.int() })),
})

/** Asks one org, and writes into it. */
export interface SalesforceClient {
  /** Every row of a query. Queries of one operation that are asked in the same turn travel together, five to a call. */
  query(soql: string, call: CallContext): Promise<NativeRow[]>
  /** The first rows of a query that travels only where it costs no call; none where it did not. */
  takeAlong(soql: string, call: CallContext): Promise<NativeRow[]>
  /** What a write has to know first: the rows of a small query, in a call of the writes' share of the budget. */
  lookUp(soql: string, call: CallContext): Promise<NativeRow[]>
  /**
   * One call of which all takes effect or nothing: what each part answers, or the refusal of the part that failed. Never
   * repeated here.
   */
  writeTogether(parts: readonly WritePart[], call: CallContext): Promise<unknown[]>
  health(): SystemHealth
  close(): Promise<void>
}

export function createSalesforceClient(connection: Connection, options: ProviderOptions): SalesforceClient {
  const { logger } = options
  const vendor = createVendorClient(connection, {
    ...options,
    apiVersion: API_VERSION,
    limits: LIMITS,
    requestToken: createTokenRequest(connection),
    readAllowance,
  })

  const send = (request: VendorRequest, kind: CallKind, call: CallContext): Promise<unknown> =>
    vendor.send(request, {
      kind,
      call,
      read(response) {
        warnOfDeprecation(response, connection, logger)
        if (response.status === 200) return parseJson(response, connection.id)
        throw toWeftError(response.status, parseRefusal(response), connection.id)
      },
    })

  const get = (path: string, call: CallContext): Promise<unknown> =>
    send({ method: 'GET', path }, 'read', call)
  const readAll = createRowReader(connection.id, get)
  const queryPath = (soql: string): string => `${BASE}/query?q=${encodeURIComponent(soql)}`

  const collector = createQueryCollector({
    queryOne: (soql, call) => get(queryPath(soql), call),
    queryMany: async (queries, call) => {
      const body = JSON.stringify({
        compositeRequest: queries.map((soql, index) => ({
          method: 'GET',
          url: queryPath(soql),
          referenceId: `query${index}`,
        })),
      })
      const request = { method: 'POST', path: `${BASE}/composite`, headers: JSON_BODY, body } as const
      const answer = await send(request, 'read', call)
      const answers = toQueryAnswers(answer, queries.length, connection.id)
      // Refused inside an answer of 200, but refused for the whole org.
      if (answers.some((part) => isWeftError(part, 'RATE_LIMITED'))) await vendor.pause()
      return answers
    },
  })

  return {
    query: async (soql, call) => readAll(await collector.query(soql, call), call),
    async takeAlong(soql, call) {
      return rowsIfAny(await collector.takeAlong(soql, call))
    },
    async lookUp(soql, call) {
      const answer = await send({ method: 'GET', path: queryPath(soql) }, 'write', call)
      return parseQueryAnswer(answer, connection.id).records
    },
    async writeTogether(parts, call) {
      const { path, body } = toTogetherCall(parts, BASE)
      const request = { method: 'POST', path: BASE + path, headers: JSON_BODY, body } as const
      const bodies = toBodies(await send(request, 'write', call), parts.length, connection.id)
      // Refused inside an answer of 200, but refused for the whole org.
      if (isWeftError(bodies, 'RATE_LIMITED')) await vendor.pause()
      if (bodies instanceof WeftError) throw bodies
      return bodies
    },
    health: () => vendor.health(),
    close: () => vendor.close(),
  }
}

/** The answer of each query, or its own error. */
function toQueryAnswers(answer: unknown, count: number, system: string): unknown[] {
  const parts = CompositeAnswer.safeParse(answer).data?.compositeResponse
  if (parts?.length !== count)
    throw new WeftError('INVALID_RESPONSE', 'a composite call has another number of answers', { system })
  return parts.map(({ body, httpStatusCode }) =>
    httpStatusCode === 200 ? body : toWeftError(httpStatusCode, body, system),
  )
}

/** A refusal from in front of the org may be a page of HTML; its status says enough. */
function parseRefusal(response: VendorResponse): unknown {
  try {
    return JSON.parse(response.text)
  } catch {
    return undefined
  }
}

/** `Warning: 299` comes with every answer of a version that will be retired. */
function warnOfDeprecation({ headers }: VendorResponse, connection: Connection, logger: Logger): void {
  if (headers.warning !== undefined)
    logger.warn({ system: connection.id }, 'Salesforce will retire this API version')
}
