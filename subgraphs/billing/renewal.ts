import { dayOf } from '#shared/clock.ts'
import type { SubscriptionRecord } from './provider.ts'

/** What billing can say of a contract's renewal. Notice and uplift are the contract's own words, not billing's. */
export interface RenewalTerms {
  autoRenew: boolean
  renewalDate: string | undefined
  termMonths: number | undefined
}

const ENDED: readonly SubscriptionRecord['status'][] = ['CANCELLED', 'INCOMPLETE']

/**
 * The subscription with the longest term speaks for the contract: what is billed monthly beside it renews every month and
 * says nothing of the contract. It renews by itself when none of the subscriptions is going to end.
 */
export function toRenewalTerms(subscriptions: readonly SubscriptionRecord[]): RenewalTerms | undefined {
  const running = subscriptions.filter(({ status }) => !ENDED.includes(status))
  const [longest] = running.toSorted((one, other) => (other.termMonths ?? 0) - (one.termMonths ?? 0))
  if (!longest) return undefined
  const date = longest.endsAt ?? longest.currentPeriod.end
  return {
    autoRenew: running.every(({ endsAt }) => endsAt === undefined),
    renewalDate: date && dayOf(date),
    termMonths: longest.termMonths,
  }
}
