import type { EventType } from '#shared/events/event.ts'

/** An event that follows from what a record was and what it is. */
export interface DerivedEvent {
  type: EventType
  /** Undefined: when the record changed. */
  occurredAt: string | undefined
  /** CUSTOMER_UPDATED. */
  changedPaths?: readonly string[]
  /** PAYMENT_FAILED. */
  willRetry?: boolean
}

/** How a record became what it is. */
export interface Transition<Facts> {
  /** Undefined for a record that is seen for the first time. */
  previous: Facts | undefined
  next: Facts
  /** ISO 8601: since when the connection is followed. What happened before it is nobody's news. */
  followedSince: string
}

/**
 * Whether something that a record dates itself is news at its first sight: so that an event does not depend on which of
 * two hints came first, and an old record that somebody touches tells no old stories.
 */
export function isNews(happenedAt: string | null, followedSince: string): boolean {
  return happenedAt !== null && happenedAt >= followedSince
}
