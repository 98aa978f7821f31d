import {
  type EmulatorContext,
  type EmulatorRequest,
  type EmulatorResponse,
  matchPath,
} from '#shared/emulator/emulator.ts'
import { assertSession } from './auth.ts'
import type { DataRequest } from './data-request.ts'
import { notFound, SalesforceRefusal } from './errors.ts'
import { countCall, limitHeader } from './limits.ts'
import type { Org } from './org.ts'
import { RESOURCES } from './resources.ts'
import { assertVersion, deprecationHeader } from './versions.ts'
import { begin, commit, rollbackTo } from './write/transaction.ts'

/** Answers a data call: version, session, limit, then the resource; every answer says how much of the limit is used. */
export function answerData(request: EmulatorRequest, emulator: EmulatorContext<Org>): EmulatorResponse {
  const { state: org } = emulator
  const version = request.params.version ?? ''
  const now = emulator.now()
  try {
    assertVersion(version)
    assertSession(request, emulator)
    countCall(org, now)
    const { method, query, headers } = request
    const transaction = begin({ org, now, origin: originOf(headers, version) })
    const path = `/${request.params.rest ?? ''}`.replace(/\/$/, '')
    const body = parseBody(request.body.toString('utf8'))
    const answer = answerResource(
      { method, version, path, query, headers, body, org, now, transaction },
      'SAME',
    )
    commit(transaction)
    return { ...answer, headers: { ...answer.headers, ...limitHeader(org), ...deprecationHeader(version) } }
  } catch (error) {
    if (!(error instanceof SalesforceRefusal)) throw error
    return { ...error.toResponse(), headers: limitHeader(org) }
  }
}

/** `Sforce-Call-Options: client=weft` shows in the events of what the call changed. */
function originOf(headers: EmulatorRequest['headers'], version: string): string {
  const client = /\bclient\s*=\s*([^,;\s]+)/.exec(String(headers['sforce-call-options'] ?? ''))?.[1]
  return `com/salesforce/api/rest/${version.slice(1)}${client === undefined ? '' : `;client=${client}`}`
}

/** Answers one resource; refusals are answers too, so that a composite call can carry them. */
function answerResource(given: DataRequest, join: 'OWN' | 'SAME'): EmulatorResponse {
  const transaction = join === 'OWN' ? begin(given.transaction) : given.transaction
  const mark = transaction.changes.length
  try {
    const answer = answerFound({ ...given, transaction })
    if (join === 'OWN') commit(transaction)
    return answer
  } catch (error) {
    if (!(error instanceof SalesforceRefusal)) throw error
    rollbackTo(transaction, mark)
    return error.toResponse()
  }
}

function answerFound(request: DataRequest): EmulatorResponse {
  const known = RESOURCES.map((resource) => ({ resource, params: matchPath(resource.path, request.path) }))
  const matching = known.filter(({ params }) => params)
  const found = matching.find(({ resource }) => resource.method === request.method)
  if (found?.params) return found.resource.answer(request, found.params, answerResource)
  if (matching.length === 0) throw notFound()
  throw new SalesforceRefusal(
    405,
    'METHOD_NOT_ALLOWED',
    `HTTP Method '${request.method}' not allowed. Allowed are ${matching.map(({ resource }) => resource.method).join(',')}`,
  )
}

function parseBody(body: string): unknown {
  if (body === '') return undefined
  try {
    return JSON.parse(body)
  } catch {
    throw new SalesforceRefusal(400, 'JSON_PARSER_ERROR', 'Unexpected character at [line:1, column:1]')
  }
}
