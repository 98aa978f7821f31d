import type { SubscriptionFacts } from '#shared/events/facts.ts'
import { type DerivedEvent, isNews, type Transition } from './derived-event.ts'

const CHANGES: readonly (keyof SubscriptionFacts)[] = ['status', 'items', 'periodStart', 'periodEnd']

/** Begun, or its status, items or period changed. */
export function deriveSubscriptionEvents({
  previous,
  next,
  followedSince,
}: Transition<SubscriptionFacts>): DerivedEvent[] {
  if (!previous) {
    const isNew = isNews(next.createdAt, followedSince)
    return isNew ? [{ type: 'SUBSCRIPTION_CHANGED', occurredAt: next.createdAt }] : []
  }
  const hasChanged = CHANGES.some((fact) => previous[fact] !== next[fact])
  return hasChanged ? [{ type: 'SUBSCRIPTION_CHANGED', occurredAt: undefined }] : []
}
