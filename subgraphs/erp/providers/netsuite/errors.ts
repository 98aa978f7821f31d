import { type ErrorCode, WeftError } from '#shared/errors.ts'
import type { VendorResponse } from '#shared/http/vendor-http.ts'
import { ProblemBody, TokenRefusal } from './native.ts'

/** `o:errorCode` → our code. NetSuite's codes are wider than its statuses, so they are looked at first. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  INVALID_LOGIN: 'AUTH_FAILED',
  INVALID_LOGIN_ATTEMPT: 'AUTH_FAILED',
  INSUFFICIENT_PERMISSION: 'FORBIDDEN',
  CONCURRENCY_LIMIT_EXCEEDED: 'RATE_LIMITED',
  REQUEST_LIMIT_EXCEEDED: 'RATE_LIMITED',
  NONEXISTENT_ID: 'NOT_FOUND',
  UNEXPECTED_ERROR: 'SYSTEM_UNAVAILABLE',
}

const MESSAGES: Partial<Record<ErrorCode, string>> = {
  AUTH_FAILED: 'the ERP refused the credentials of its connection',
  FORBIDDEN: 'the role of the ERP connection may not read this',
  RATE_LIMITED: 'the ERP allows no further concurrent request now',
  SYSTEM_UNAVAILABLE: 'the ERP said that it cannot answer now',
}

/** What an answer of the REST services other than 2xx means. The vendor's own words go into the cause, for the log. */
export function toFailure(response: VendorResponse, system: string): WeftError {
  const { code: nativeCode, detail } = readProblem(response)
  const code = CODES[nativeCode ?? ''] ?? codeOfStatus(response.status)
  return new WeftError(
    code,
    MESSAGES[code] ?? 'the ERP refused the request',
    {
      system,
      status: response.status,
      ...(nativeCode === undefined ? {} : { vendorCode: nativeCode }),
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
  const problem = ProblemBody.safeParse(parseOrUndefined(text))
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
