import type { PaymentFacts } from '#shared/events/facts.ts'
import { type DerivedEvent, isNews, type Transition } from './derived-event.ts'

const ARRIVED: ReadonlySet<string> = new Set(['SUCCEEDED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED'])

/**
 * Each failed attempt is one event; so is the money's arrival. An attempt that failed and was followed by one that succeeded
 * before we looked is still told, by the time that it failed at.
 */
export function derivePaymentEvents({
  previous,
  next,
  followedSince,
}: Transition<PaymentFacts>): DerivedEvent[] {
  const hasFailed = previous
    ? (next.failedAt ?? '') > (previous.failedAt ?? '') ||
      (next.status === 'FAILED' && previous.status !== 'FAILED')
    : isNews(next.failedAt, followedSince)
  const hasArrived =
    ARRIVED.has(next.status) &&
    (previous ? !ARRIVED.has(previous.status) : isNews(next.succeededAt, followedSince))
  return [
    ...(hasFailed
      ? [
          {
            type: 'PAYMENT_FAILED' as const,
            occurredAt: next.failedAt ?? undefined,
            willRetry: next.willRetry && next.status === 'FAILED',
          },
        ]
      : []),
    ...(hasArrived
      ? [{ type: 'PAYMENT_SUCCEEDED' as const, occurredAt: next.succeededAt ?? undefined }]
      : []),
  ]
}
