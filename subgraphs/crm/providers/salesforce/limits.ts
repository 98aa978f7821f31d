import type { VendorLimits } from '#shared/http/budget.ts'
import type { Allowance } from '#shared/http/budget-ledger.ts'
import type { VendorResponse } from '#shared/http/vendor-http.ts'

/** Short calls have no cap; calls of 20 seconds and more may be 25 at once, 5 in a developer org. Far below either. */
export const LIMITS: VendorLimits = { concurrency: 10 }

/**
 * Calls of the last 24 hours by all users of the org: `Sforce-Limit-Info: api-usage=10018/100000`.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/headers-api-usage.html
 */
export function readAllowance({ headers }: VendorResponse): Allowance | undefined {
  const usage = /(?:^|[;,\s])api-usage=(\d+)\/(\d+)/.exec(String(headers['sforce-limit-info'] ?? ''))
  return usage ? { kind: 'daily', used: Number(usage[1]), limit: Number(usage[2]) } : undefined
}
