import type { NativeRef } from '../crosswalk.ts'
import type { EntityType } from '../global-id.ts'

/** What happens, in our words. */
export const EVENT_TYPES = [
  'CUSTOMER_CREATED',
  'CUSTOMER_UPDATED',
  'INVOICE_POSTED',
  'INVOICE_PAID',
  'PAYMENT_FAILED',
  'PAYMENT_SUCCEEDED',
  'CONTRACT_RENEWED',
  'SUBSCRIPTION_CHANGED',
  'ENTITLEMENT_CHANGED',
  'CASE_OPENED',
  'CASE_ESCALATED',
  'CASE_RESOLVED',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** What subscriptions may follow. PROCESS_RUN_UPDATED: work of our own has another status; partners are not told. */
export type FollowedType = EventType | 'PROCESS_RUN_UPDATED'

/** RECORD_CHANGED: nothing that anybody is told of, but what was read of the record before is old. */
export type LoggedType = FollowedType | 'RECORD_CHANGED'

/** How we learnt of it. RECONCILIATION: nobody told us, a sweep found it. ORCHESTRATION: a write of our own came back. */
export type EventCause = 'WEBHOOK' | 'POLL' | 'RECONCILIATION' | 'ORCHESTRATION' | 'REPLAY'

/** SEV1 is the worst. */
export type EventSeverity = 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4' | 'UNKNOWN'

/** What a kind of event says beyond what all of them say. */
export interface EventAttributes {
  /** CUSTOMER_UPDATED: canonical paths. */
  changedPaths?: readonly string[]
  /** PAYMENT_FAILED: whether the vendor will try again by itself. */
  willRetry?: boolean
  /** PAYMENT_…: canonical id of the invoice. */
  invoiceId?: string
  /** CONTRACT_RENEWED: canonical id of the contract before. */
  previousId?: string
}

/** An entry of the log: written once, the same for everybody who reads it. */
export interface BusinessEvent {
  /** Position in the log: 1, 2, 3, … without gaps, in the order in which readers can see them. */
  sequence: number
  /** The same on every channel and every delivery. */
  eventId: string
  type: LoggedType
  /** In the source. */
  occurredAt: Date
  /** Here. */
  detectedAt: Date
  correlationId: string
  /** The vendor's event, or whatever else led to this one. */
  causationId: string
  cause: EventCause
  /** The record that changed. */
  source: NativeRef
  entityType: EntityType | undefined
  /** Undefined where the crosswalk has no id for it. */
  entityId: string | undefined
  customerId: string | undefined
  /** The record of that customer which the source names, in the source's own connection. */
  customerNativeId: string | undefined
  businessUnitKey: string | undefined
  region: string | undefined
  /** Cases only. */
  severity: EventSeverity | undefined
  attributes: EventAttributes
}

/** The log for those who must miss nothing: they keep how far they have read, and read on from there. */
export interface EventLogReader extends EventFeed {
  /** The next events after a sequence, in order, at most a page; none where there is nothing yet. */
  eventsAfter(sequence: number): Promise<readonly BusinessEvent[]>
  /** The last sequence, and up to which one the log was removed. */
  head(): Promise<{ sequence: number; removedThrough: number }>
}

/** The log as the rest of Weft follows it. */
export interface EventFeed {
  /**
   * Calls `listener` with every event from now on, in order, in batches; each node calls its own. Answers what ends it. A
   * listener that throws is logged and goes on with the next batch.
   */
  listen(listener: (events: readonly BusinessEvent[]) => void): () => void
}
