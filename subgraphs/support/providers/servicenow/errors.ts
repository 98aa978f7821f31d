import { z } from 'zod'
import { WeftError } from '#shared/errors.ts'
import { parseJson, type VendorResponse } from '#shared/http/vendor-http.ts'

/** https://www.servicenow.com/docs/r/api-reference/rest-api-explorer/c_RESTAPI.html, "REST API HTTP response codes" */
const ErrorBody = z.object({
  error: z.object({ message: z.string().nullish(), detail: z.string().nullish() }),
})

/** Whatever a status means to us; 2xx is not an error unless it carries no data. */
export function assertAnswered(response: VendorResponse, system: string): void {
  // A page in place of data: a hibernating instance, a login form, maintenance.
  if (response.status < 400 && isHtml(response)) {
    throw new WeftError('SYSTEM_UNAVAILABLE', 'the instance answered a page instead of data', { system })
  }
  // More than ten calls waiting on one session. We keep no session, but a proxy might.
  if (response.status === 202) {
    throw new WeftError('SYSTEM_UNAVAILABLE', 'the instance queued the call and sent no data', { system })
  }
  if (response.status >= 400) throw toWeftError(response, system)
}

/**
 * The same for a write. A business rule, a data policy and a unique index refuse with 403, as a lack of rights does; the text of an
 * access rule is the only one that is known.
 */
export function assertTaken(response: VendorResponse, system: string): void {
  if (response.status !== 403) {
    assertAnswered(response, system)
    return
  }
  const said = wordsOf(response)
  const cause = new Error(`403 ${said}`)
  if (/security constraints|Insufficient rights/.test(said))
    throw new WeftError(
      'FORBIDDEN',
      'the integration user may not write this',
      { system, status: response.status },
      cause,
    )
  throw new WeftError(
    'REJECTED_BY_SYSTEM',
    'the system refused the change',
    { system, status: response.status },
    cause,
  )
}

/** Refuses what cannot be data without parsing it, which its reader does. */
export function assertJsonObject({ text, status }: VendorResponse, system: string): void {
  const body = text.trim()
  if (body.startsWith('{') && body.endsWith('}')) return
  throw new WeftError('INVALID_RESPONSE', 'the system answered something that is not JSON', {
    system,
    status,
  })
}

/** Parses an answer's `result`; refuses everything else. */
export function readResult(response: VendorResponse, system: string): unknown {
  assertAnswered(response, system)
  const body = z.object({ result: z.unknown() }).safeParse(parseJson(response, system))
  if (!body.success) throw new WeftError('INVALID_RESPONSE', 'the answer has no result', { system })
  return body.data.result
}

function toWeftError(response: VendorResponse, system: string): WeftError {
  const said = wordsOf(response)
  const cause = new Error(`${response.status} ${said}`)
  const facts = { system, status: response.status }
  switch (response.status) {
    case 400:
      // The plugin that brings the table is not installed.
      if (/^Invalid table/.test(said)) {
        return new WeftError('NOT_CONFIGURED', 'the instance lacks a table that Weft reads', facts, cause)
      }
      return new WeftError('REJECTED_BY_SYSTEM', 'the system refused the request', facts, cause)
    case 401:
      return new WeftError('AUTH_FAILED', 'the system refused our credentials', facts, cause)
    case 403:
      return new WeftError('FORBIDDEN', 'the integration user may not read this', facts, cause)
    case 404:
      return new WeftError('NOT_FOUND', 'the record is not there', facts, cause)
    case 429:
      // Without headers where the pool of request threads is full, not a rule.
      return new WeftError('RATE_LIMITED', 'the system allows no call now', facts, cause)
    default:
      if (response.status < 500)
        return new WeftError('REJECTED_BY_SYSTEM', 'the system refused the request', facts, cause)
      // A transaction quota rule ended the call: asking the same again takes as long.
      if (/^Transaction cancelled/.test(said))
        return new WeftError('TIMEOUT', 'the system gave up on a slow query', facts, cause)
      return new WeftError('SYSTEM_UNAVAILABLE', 'the system failed', facts, cause)
  }
}

function isHtml({ headers, text }: VendorResponse): boolean {
  return String(headers['content-type'] ?? '').includes('html') || text.trimStart().startsWith('<')
}

/** The vendor's own words, for the log. */
function wordsOf({ text }: VendorResponse): string {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return ''
  }
  const parsed = ErrorBody.safeParse(body)
  return parsed.success
    ? [parsed.data.error.message, parsed.data.error.detail].filter(Boolean).join(': ')
    : ''
}
