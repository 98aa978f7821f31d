import type { VendorLimits } from '#shared/http/budget.ts'
import type { Allowance } from '#shared/http/budget-ledger.ts'
import type { VendorResponse } from '#shared/http/vendor-http.ts'

/** A node has four threads for the integrations of all users; more calls than that wait there, not faster. */
export const LIMITS: VendorLimits = { concurrency: 4 }

/**
 * An administrator's rule, if there is one: calls per hour, counted by the instance but not told.
 * https://www.servicenow.com/docs/r/api-reference/rest-api-explorer/inbound-REST-API-rate-limiting.html
 */
export function readAllowance({ headers }: VendorResponse): Allowance | undefined {
  const limit = Number(headers['x-ratelimit-limit'] ?? Number.NaN)
  const resetSeconds = Number(headers['x-ratelimit-reset'] ?? Number.NaN)
  if (!Number.isSafeInteger(limit) || !Number.isSafeInteger(resetSeconds)) return undefined
  return { kind: 'hourly', limit, resetsAt: new Date(resetSeconds * 1_000) }
}
