import type { Vendor } from '../../support/world.ts'

/** How a vendor says what every vendor can say. */
export interface VendorWords {
  /** Where its data is; tokens are asked for elsewhere. */
  path: string
  /** Body of a 429. */
  throttled: unknown
  /** Body of a 401. */
  unauthorised: unknown
  /** Whether calls bear a token that is renewed; a key is not. */
  hasTokens: boolean
  /** What a page in place of data is to us, and how often we ask before we believe it. */
  page: { code: 'INVALID_RESPONSE' | 'SYSTEM_UNAVAILABLE'; tries: number }
}

const NO_DATA = { code: 'INVALID_RESPONSE', tries: 1 } as const

export const WORDS: Readonly<Record<Vendor, VendorWords>> = {
  salesforce: {
    path: '/services/data/',
    throttled: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
    unauthorised: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }],
    hasTokens: true,
    page: NO_DATA,
  },
  stripe: {
    path: '/v1/',
    throttled: { error: { type: 'invalid_request_error', code: 'rate_limit' } },
    unauthorised: { error: { type: 'invalid_request_error', code: 'api_key_expired' } },
    hasTokens: false,
    page: NO_DATA,
  },
  servicenow: {
    path: '/api/now/',
    throttled: { error: { message: 'Rate limit exceeded', detail: null }, status: 'failure' },
    unauthorised: { error: { message: 'User Not Authenticated', detail: null }, status: 'failure' },
    hasTokens: true,
    // The vendor documents it: an instance that sleeps or is being upgraded shows a page.
    page: { code: 'SYSTEM_UNAVAILABLE', tries: 3 },
  },
  netsuite: {
    path: '/services/rest/query/',
    throttled: { status: 429, 'o:errorDetails': [{ 'o:errorCode': 'CONCURRENCY_LIMIT_EXCEEDED' }] },
    unauthorised: { status: 401, 'o:errorDetails': [{ 'o:errorCode': 'INVALID_LOGIN' }] },
    hasTokens: true,
    page: NO_DATA,
  },
}
