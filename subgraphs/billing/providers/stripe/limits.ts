import type { Connection } from '#shared/connections/connection.ts'
import type { WeftError } from '#shared/errors.ts'
import type { VendorLimits } from '#shared/http/budget.ts'

/**
 * An account may be called 100 times a second, in a sandbox 25 times; there is a limit of calls at once too, which is not
 * published. https://docs.stripe.com/rate-limits (read 2026-11-22)
 */
export function limitsOf({ environment }: Connection): VendorLimits {
  const concurrency = 15
  if (environment === 'SIMULATED') return { concurrency }
  return { concurrency, requestsPerSecond: environment === 'PRODUCTION' ? 100 : 25 }
}

const OF_WHAT_WAS_ASKED: ReadonlySet<unknown> = new Set([
  'endpoint-rate',
  'endpoint-concurrency',
  'resource-specific',
  // An object that another call is working on.
  'lock_timeout',
  // An earlier attempt of the same write.
  'idempotency_key_in_use',
  'conflict',
])

/** Whether a RATE_LIMITED is the account's; one endpoint, or one object, may be busy while the rest is free. */
export const concernsAll = ({ facts }: WeftError): boolean => !OF_WHAT_WAS_ASKED.has(facts.vendorCode)
