import { StripeRefusal } from './errors.ts'

/** https://docs.stripe.com/rate-limits: a sandbox's 25 calls a second, 20 searches (read 2026-11-22). */
const PER_SECOND = { account: 25, endpoint: 25, search: 20 }

export const LIMIT_REASONS = [
  'global-rate',
  'global-concurrency',
  'endpoint-rate',
  'endpoint-concurrency',
  'resource-specific',
  'lock-timeout',
] as const
export type LimitReason = (typeof LIMIT_REASONS)[number]

export interface Limits {
  /** Off unless switched on: calls of a demo on one machine come faster than those over the internet. */
  isEnforced: boolean
  /** When each endpoint was called in the last second, Unix milliseconds; `''` is the account as a whole. */
  calls: Map<string, number[]>
  /** Refusals that were asked for. */
  asked: { reason: LimitReason; path: string | undefined; times: number }[]
}

export const createLimits = (): Limits => ({ isEnforced: false, calls: new Map(), asked: [] })

/** Counts a call of an endpoint (`POST /v1/invoices/:id/pay`); throws the 429 that it meets. */
export function countCall(limits: Limits, endpoint: string, call: { path: string; nowMs: number }): void {
  const asked = limits.asked.find(({ path, times }) => times > 0 && call.path.startsWith(path ?? ''))
  if (asked) {
    asked.times -= 1
    throw tooMany(asked.reason)
  }
  if (!limits.isEnforced) return
  if (isOver(limits, '', PER_SECOND.account, call.nowMs)) throw tooMany('global-rate')
  const most = endpoint.endsWith('/search') ? PER_SECOND.search : PER_SECOND.endpoint
  if (isOver(limits, endpoint, most, call.nowMs)) throw tooMany('endpoint-rate')
}

function isOver({ calls }: Limits, name: string, most: number, nowMs: number): boolean {
  const recent = (calls.get(name) ?? []).filter((at) => at > nowMs - 1000)
  calls.set(name, recent)
  if (recent.length >= most) return true
  recent.push(nowMs)
  return false
}

function tooMany(reason: LimitReason): StripeRefusal {
  if (reason === 'lock-timeout') {
    return new StripeRefusal(429, {
      code: 'lock_timeout',
      message:
        'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request. If you see this error frequently and are making multiple concurrent requests to a single object, make your requests serially or at a lower rate. For more details, see https://stripe.com/docs/rate-limits#object-lock-timeouts.',
    })
  }
  const refusal = new StripeRefusal(429, {
    code: 'rate_limit',
    message:
      'Testmode request rate limit exceeded, the rate limits in testmode are lower than livemode. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
  })
  refusal.response.headers = { 'stripe-rate-limited-reason': reason }
  return refusal
}
