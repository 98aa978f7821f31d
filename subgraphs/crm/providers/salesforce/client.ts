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
import { createTokenRequest } from './token.ts'
import { toBodies, toTogetherCall, type WritePart } from './writes/together.ts'

/** Three releases a year, each supported for three years and more: see the vendor README. */
const API_VERSION = 'v66.0'
const BASE = `/services/data/${API_VERSION}`
const MAX_PAGES = 50
const JSON_BODY = { 'content-type': 'application/json' }

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-query.html */
const QueryAnswer = z.looseObject({
  records: z.array(z.record(z.string(), z.unknown())),
  nextRecordsUrl: z.string().startsWith('/services/data/').optional(),
})
/** https://developer.salesforce.com/docs/platform/api-rest/guide/responses-composite.html */
const CompositeAnswer = z.looseObject({
  compositeResponse: z.array(z.looseObject({ body: z.unknown(), httpStatusCode: z.int() })),
})

export type NativeRow = Record<string, unknown>

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

  /** Every row of a result, page after page; sub-queries too, as plain arrays. */
  const readAll = async (answer: unknown, call: CallContext): Promise<NativeRow[]> => {
    const rows: NativeRow[] = []
    let page = parseQueryAnswer(answer, connection.id)
    for (let pages = 1; ; pages += 1) {
      rows.push(...page.records)
      if (page.nextRecordsUrl === undefined) break
      if (pages === MAX_PAGES)
        throw new WeftError('INVALID_RESPONSE', 'the query has more rows than we read', {
          system: connection.id,
        })
      page = parseQueryAnswer(await get(page.nextRecordsUrl, call), connection.id)
    }
    return Promise.all(rows.map((row) => unwrapChildren(row, call)))
  }

  const unwrapChildren = async (row: NativeRow, call: CallContext): Promise<NativeRow> => {
    const children = Object.entries(row).filter(([, value]) => isResult(value))
    if (children.length === 0) return row
    const lists = await Promise.all(
      children.map(async ([name, value]) => [name, await readAll(value, call)] as const),
    )
    return { ...row, ...Object.fromEntries(lists) }
  }

  return {
    query: async (soql, call) => readAll(await collector.query(soql, call), call),
    async takeAlong(soql, call) {
      return QueryAnswer.safeParse(await collector.takeAlong(soql, call)).data?.records ?? []
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

function isResult(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'records' in value && 'done' in value
}

function parseQueryAnswer(answer: unknown, system: string): z.infer<typeof QueryAnswer> {
  const parsed = QueryAnswer.safeParse(answer)
  if (parsed.success) return parsed.data
  throw new WeftError('INVALID_RESPONSE', 'the answer to a query holds no records', { system }, parsed.error)
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
