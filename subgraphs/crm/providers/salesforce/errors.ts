import { z } from 'zod'
import { type ErrorCode, WeftError } from '#shared/errors.ts'

/**
 * Every refusal of a data call is an array of these.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/errorcodes.html
 */
const Refusals = z.array(z.looseObject({ errorCode: z.string(), message: z.string().optional() })).min(1)
/** The token endpoint has a shape of its own. */
const OAuthRefusal = z.looseObject({ error: z.string() })

const CODES: Readonly<Record<string, ErrorCode>> = {
  INVALID_SESSION_ID: 'AUTH_FAILED',
  // Salesforce throttles with 403 and names no time to come back.
  REQUEST_LIMIT_EXCEEDED: 'RATE_LIMITED',
  QUERY_TIMEOUT: 'TIMEOUT',
  REQUEST_RUNNING_TOO_LONG: 'TIMEOUT',
  SERVER_UNAVAILABLE: 'SYSTEM_UNAVAILABLE',
  UNABLE_TO_LOCK_ROW: 'SYSTEM_UNAVAILABLE',
  NOT_FOUND: 'NOT_FOUND',
  ENTITY_IS_DELETED: 'NOT_FOUND',
  // A record that a written one names.
  INVALID_CROSS_REFERENCE_KEY: 'NOT_FOUND',
  INSUFFICIENT_ACCESS: 'FORBIDDEN',
  INSUFFICIENT_ACCESS_OR_READONLY: 'FORBIDDEN',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'FORBIDDEN',
  // The run-as user may see the field and not write it.
  INVALID_FIELD_FOR_INSERT_UPDATE: 'FORBIDDEN',
  DUPLICATE_VALUE: 'DUPLICATE_RECORD',
  DUPLICATES_DETECTED: 'DUPLICATE_RECORD',
  DUPLICATE_EXTERNAL_ID: 'DUPLICATE_RECORD',
  // The org lacks an object or a field that the connection's configuration names, or the API itself.
  INVALID_FIELD: 'NOT_CONFIGURED',
  INVALID_TYPE: 'NOT_CONFIGURED',
  API_DISABLED_FOR_ORG: 'NOT_CONFIGURED',
  FUNCTIONALITY_NOT_ENABLED: 'NOT_CONFIGURED',
}

/** Reads a refusal of a data call, whole or one part of a composite call. */
export function toWeftError(status: number, body: unknown, system: string): WeftError {
  const [refusal] = Refusals.safeParse(body).data ?? []
  const errorCode = refusal?.errorCode
  const code = (errorCode === undefined ? undefined : CODES[errorCode]) ?? codeOf(status)
  const facts = { system, status, ...(errorCode === undefined ? {} : { vendorCode: errorCode }) }
  // The message may quote field values: it goes to the log as the cause, not to the caller.
  return new WeftError(code, 'Salesforce refused the call', facts, refusal?.message)
}

/** Reads a refusal of the token endpoint: whatever it says, the connection's credentials do not open the org. */
export function toTokenError(status: number, body: unknown, system: string): WeftError {
  if (status >= 500)
    return new WeftError('SYSTEM_UNAVAILABLE', 'Salesforce gave no token', { system, status })
  const refusal = OAuthRefusal.safeParse(body).data
  const facts = { system, status, ...(refusal ? { vendorCode: refusal.error } : {}) }
  return new WeftError('AUTH_FAILED', 'Salesforce refused the credentials of this connection', facts)
}

function codeOf(status: number): ErrorCode {
  if (status === 401) return 'AUTH_FAILED'
  if (status === 403) return 'FORBIDDEN'
  if (status === 404) return 'NOT_FOUND'
  // The condition of a write did not hold: somebody has written since.
  if (status === 409 || status === 412 || status === 428) return 'STALE_VERSION'
  if (status === 410) return 'NOT_CONFIGURED'
  // 420: Salesforce's edge does not know yet where the org lives.
  if (status === 420 || status >= 500) return 'SYSTEM_UNAVAILABLE'
  if (status === 429) return 'RATE_LIMITED'
  return 'REJECTED_BY_SYSTEM'
}
