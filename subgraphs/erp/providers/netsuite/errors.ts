import { type ErrorCode, WeftError } from '#shared/errors.ts'
import type { VendorResponse } from '#shared/http/vendor-http.ts'
import { ProblemBody, ScriptProblem, TokenRefusal } from './native.ts'

/** `o:errorCode` → our code. NetSuite's codes are wider than its statuses, so they are looked at first. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  INVALID_LOGIN: 'AUTH_FAILED',
  INVALID_LOGIN_ATTEMPT: 'AUTH_FAILED',
  INSUFFICIENT_PERMISSION: 'FORBIDDEN',
  CONCURRENCY_LIMIT_EXCEEDED: 'RATE_LIMITED',
  REQUEST_LIMIT_EXCEEDED: 'RATE_LIMITED',
  SSS_REQUEST_LIMIT_EXCEEDED: 'RATE_LIMITED',
  NONEXISTENT_ID: 'NOT_FOUND',
  THAT_RECORD_DOES_NOT_EXIST: 'NOT_FOUND',
  UNEXPECTED_ERROR: 'SYSTEM_UNAVAILABLE',
  RCRD_HAS_BEEN_CHANGED: 'STALE_VERSION',
  SSS_INVALID_SCRIPTLET_ID: 'NOT_CONFIGURED',
}

/** Refusals by business logic share one code, USER_ERROR: only their text tells them apart. What no row knows is REJECTED_BY_SYSTEM. */
const BUSINESS: readonly { says: RegExp; code: ErrorCode; reason?: string }[] = [
  { says: /not within the date range of your accounting period/i, code: 'PERIOD_CLOSED' },
  { says: /this (entity|record) already exists/i, code: 'DUPLICATE_RECORD' },
  { says: /credit (hold|limit)/i, code: 'CREDIT_HOLD' },
  { says: /invalid subsidiary reference/i, code: 'REJECTED_BY_SYSTEM', reason: 'SUBSIDIARY_MISMATCH' },
  { says: /invalid currency reference/i, code: 'REJECTED_BY_SYSTEM', reason: 'CURRENCY_MISMATCH' },
]

const MESSAGES: Partial<Record<ErrorCode, string>> = {
  AUTH_FAILED: 'the ERP refused the credentials of its connection',
  FORBIDDEN: 'the role of the ERP connection may not do this',
  RATE_LIMITED: 'the ERP allows no further concurrent request now',
  SYSTEM_UNAVAILABLE: 'the ERP said that it cannot answer now',
  PERIOD_CLOSED: 'the ERP takes no posting on that day',
  CREDIT_HOLD: 'the ERP sells nothing to the customer on credit now',
  DUPLICATE_RECORD: 'the ERP has such a record already',
  NOT_CONFIGURED: 'the script that voids is not deployed in the ERP',
}

/** What an answer of the REST services, or of a RESTlet, other than 2xx means. The vendor's own words go into the cause, for the log. */
export function toFailure(response: VendorResponse, system: string): WeftError {
  const { code: nativeCode, detail } = readProblem(response)
  const business = response.status === 400 ? BUSINESS.find(({ says }) => says.test(detail ?? '')) : undefined
  const code = business?.code ?? CODES[nativeCode ?? ''] ?? codeOfStatus(response.status)
  return new WeftError(
    code,
    MESSAGES[code] ?? 'the ERP refused the request',
    {
      system,
      status: response.status,
      ...(nativeCode === undefined ? {} : { vendorCode: nativeCode }),
      ...(business?.reason === undefined ? {} : { reason: business.reason }),
    },
    new Error(detail ?? `status ${response.status}`),
  )
}

/** What an answer of the token endpoint other than 200 means. */
export function toTokenFailure(response: VendorResponse, system: string): WeftError {
  const facts = { system, status: response.status }
  if (response.status === 429) return new WeftError('RATE_LIMITED', 'the ERP issues no token now', facts)
  if (response.status >= 500) return new WeftError('SYSTEM_UNAVAILABLE', 'the ERP issues no token now', facts)
  const refusal = TokenRefusal.safeParse(parseOrUndefined(response.text))
  const vendorCode = refusal.data?.error
  return new WeftError('AUTH_FAILED', 'the ERP refused the credentials of its connection', {
    ...facts,
    ...(vendorCode === undefined ? {} : { vendorCode }),
  })
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'AUTH_FAILED'
  if (status === 403) return 'FORBIDDEN'
  if (status === 404) return 'NOT_FOUND'
  if (status === 429) return 'RATE_LIMITED'
  return status >= 500 ? 'SYSTEM_UNAVAILABLE' : 'REJECTED_BY_SYSTEM'
}

function readProblem({ text }: VendorResponse): { code: string | undefined; detail: string | undefined } {
  const body = parseOrUndefined(text)
  const script = ScriptProblem.safeParse(body)
  if (script.success) return { code: script.data.error.code, detail: script.data.error.message }
  const problem = ProblemBody.safeParse(body)
  const first = problem.data?.['o:errorDetails']?.[0]
  return { code: first?.['o:errorCode'], detail: first?.detail ?? problem.data?.title }
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
