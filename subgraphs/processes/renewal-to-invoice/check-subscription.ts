import type { SubscriptionRecord, SubscriptionStatus } from '#billing/provider.ts'
import type { Problem } from '../process.ts'
import { problem } from '../problem.ts'
import type { MappedLine } from '../quote-to-cash/map-lines.ts'

/** What goes on by itself; one that is past due is somebody's decision (approval.ts). */
const RENEWS: readonly SubscriptionStatus[] = ['ACTIVE', 'PAST_DUE']

/** Whether what bills the contract can be changed to the new term; none at all is no hindrance. */
export function checkSubscription(
  running: readonly SubscriptionRecord[],
  lines: readonly MappedLine[],
): Problem[] {
  const [subscription, ...others] = running
  if (!subscription) return []
  if (others.length > 0)
    return conflict(
      `billing bills the contract by more than one subscription: ${running.map(({ source }) => source.nativeId).join(', ')}`,
      'Leave one subscription under the contract',
    )
  const { status, cancelAtPeriodEnd } = subscription
  if (cancelAtPeriodEnd || status === 'NON_RENEWING')
    return conflict(
      'notice was given: billing ends the subscription',
      'Take the cancellation back in billing, if the customer stays',
    )
  if (!RENEWS.includes(status))
    return conflict(`the subscription is ${status}`, 'Bring the subscription to be active first')
  const [interval] = lines.flatMap((line) => line.interval ?? [])
  const fits = subscription.items.every(
    ({ price }) => price.interval === interval && (price.intervalCount ?? 1) === 1,
  )
  if (fits || interval === undefined) return []
  return conflict(
    `the subscription is not billed by the interval ${interval} of its products`,
    'Renew it by hand, or bring its interval in line with the price list',
  )
}

const conflict = (message: string, fix: string): Problem[] => [
  problem('CONFLICT', 'subscription', { message, fix }),
]
