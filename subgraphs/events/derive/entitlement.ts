import type { EntitlementFacts } from '#shared/events/facts.ts'
import { type DerivedEvent, isNews, type Transition } from './derived-event.ts'

/** Granted, used up, expired, revoked or restored: whatever its status says now and did not say before. */
export function deriveEntitlementEvents({
  previous,
  next,
  followedSince,
}: Transition<EntitlementFacts>): DerivedEvent[] {
  const hasChanged = previous ? previous.status !== next.status : isNews(next.createdAt, followedSince)
  const occurredAt = previous ? undefined : (next.createdAt ?? undefined)
  return hasChanged ? [{ type: 'ENTITLEMENT_CHANGED', occurredAt }] : []
}
