import {
  type EmulatorContext,
  type EmulatorRequest,
  type EmulatorResponse,
  matchPath,
} from '#shared/emulator/emulator.ts'
import { assertSession } from './auth.ts'
import { answerBatch, answerComposite } from './composite.ts'
import { notFound, SalesforceRefusal } from './errors.ts'
import { OBJECTS } from './objects.ts'
import type { Org } from './org.ts'
import { answerQuery, answerQueryMore } from './queries.ts'
import { answerDescribe, answerRetrieve, answerRow, answerRowByExternalId, summaryOf } from './records.ts'
import { assertVersion } from './versions.ts'

/** A call below `/services/data/vXX.X/`: on its own, or as one part of a composite call. */
export interface DataRequest {
  method: string
  /** `v66.0` */
  version: string
  /** Below the version: `/query`, `/sobjects/Account/001…`. */
  path: string
  query: URLSearchParams
  headers: EmulatorRequest['headers']
  body: unknown
  org: Org
  now: Date
}

type Answer = (request: DataRequest, params: Record<string, string>) => EmulatorResponse

const text = (params: Record<string, string>, name: string): string => params[name] ?? ''

const RESOURCES: readonly { method: string; path: string; answer: Answer }[] = [
  {
    method: 'GET',
    path: '/query/:locator',
    answer: (request, params) => answerQueryMore(request, text(params, 'locator')),
  },
  { method: 'GET', path: '/query', answer: answerQuery },
  { method: 'GET', path: '/queryAll', answer: answerQuery },
  { method: 'GET', path: '/limits', answer: answerLimits },
  { method: 'GET', path: '/sobjects', answer: answerObjects },
  {
    method: 'GET',
    path: '/sobjects/:object/describe',
    answer: (request, params) => answerDescribe(request, text(params, 'object')),
  },
  {
    method: 'GET',
    path: '/sobjects/:object/:id',
    answer: (request, params) => answerRow(request, text(params, 'object'), text(params, 'id')),
  },
  {
    method: 'GET',
    path: '/sobjects/:object/:field/:value',
    answer: (request, params) =>
      answerRowByExternalId(request, text(params, 'object'), [text(params, 'field'), text(params, 'value')]),
  },
  {
    method: 'GET',
    path: '/composite/sobjects/:object',
    answer: (request, params) => answerRetrieve(request, text(params, 'object')),
  },
  {
    method: 'POST',
    path: '/composite/sobjects/:object',
    answer: (request, params) => answerRetrieve(request, text(params, 'object')),
  },
  { method: 'POST', path: '/composite/batch', answer: (request) => answerBatch(request, answerResource) },
  { method: 'POST', path: '/composite', answer: (request) => answerComposite(request, answerResource) },
]

/** Answers a data call: version, session, limit, then the resource; every answer says how much of the limit is used. */
export function answerData(request: EmulatorRequest, emulator: EmulatorContext<Org>): EmulatorResponse {
  const { state: org } = emulator
  const version = text(request.params, 'version')
  try {
    assertVersion(version)
    assertSession(request, emulator)
    countCall(org)
    const answer = answerResource({
      method: request.method,
      version,
      path: `/${text(request.params, 'rest')}`.replace(/\/$/, ''),
      query: request.query,
      headers: request.headers,
      body: parseBody(request.body.toString('utf8')),
      org,
      now: emulator.now(),
    })
    return { ...answer, headers: { ...answer.headers, ...limitHeader(org) } }
  } catch (error) {
    if (!(error instanceof SalesforceRefusal)) throw error
    return { ...error.toResponse(), headers: limitHeader(org) }
  }
}

const limitHeader = (org: Org): Record<string, string> => ({
  'sforce-limit-info': `api-usage=${org.apiUsage}/${org.apiLimit}`,
})

/** Over the daily limit the vendor answers 403, not 429, and does not say when to come back. */
function countCall(org: Org): void {
  if (org.apiUsage >= org.apiLimit)
    throw new SalesforceRefusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')
  org.apiUsage += 1
}

/** Answers one resource; refusals are answers too, so that a composite call can carry them. */
export function answerResource(request: DataRequest): EmulatorResponse {
  try {
    const known = RESOURCES.map((resource) => ({ resource, params: matchPath(resource.path, request.path) }))
    const found = known.find(({ resource, params }) => params && resource.method === request.method)
    if (found?.params) return found.resource.answer(request, found.params)
    if (!known.some(({ params }) => params)) throw notFound()
    throw new SalesforceRefusal(
      405,
      'METHOD_NOT_ALLOWED',
      `HTTP Method '${request.method}' not allowed. Allowed are GET`,
    )
  } catch (error) {
    if (error instanceof SalesforceRefusal) return error.toResponse()
    throw error
  }
}

function parseBody(body: string): unknown {
  if (body === '') return undefined
  try {
    return JSON.parse(body)
  } catch {
    throw new SalesforceRefusal(400, 'JSON_PARSER_ERROR', 'Unexpected character at [line:1, column:1]')
  }
}

function answerObjects({ version }: DataRequest): EmulatorResponse {
  return {
    status: 200,
    body: {
      encoding: 'UTF-8',
      maxBatchSize: 200,
      sobjects: OBJECTS.map((object) => summaryOf(object, version)),
    },
  }
}

function answerLimits({ org }: DataRequest): EmulatorResponse {
  return {
    status: 200,
    body: { DailyApiRequests: { Max: org.apiLimit, Remaining: org.apiLimit - org.apiUsage } },
  }
}
