import type { NativeRef } from '#shared/crosswalk.ts'
import type { BusinessEvent } from '#shared/events/event.ts'

// Every kind of event is an entry of the log; its type says which one.
export type CustomerCreatedEventMapper = BusinessEvent
export type CustomerUpdatedEventMapper = BusinessEvent
export type InvoicePostedEventMapper = BusinessEvent
export type InvoicePaidEventMapper = BusinessEvent
export type PaymentFailedEventMapper = BusinessEvent
export type PaymentSucceededEventMapper = BusinessEvent
export type ContractRenewedEventMapper = BusinessEvent
export type SubscriptionChangedEventMapper = BusinessEvent
export type EntitlementChangedEventMapper = BusinessEvent
export type CaseOpenedEventMapper = BusinessEvent
export type CaseEscalatedEventMapper = BusinessEvent
export type CaseResolvedEventMapper = BusinessEvent
export type ProcessRunUpdatedEventMapper = BusinessEvent

export interface SystemInstanceMapper {
  id: string
}

/** A record that is only named. */
export type ExternalRefMapper = NativeRef

/** What an event knows of an entity: its id, and whose it is. */
export interface NamedEntity {
  id: string
  customer: { id: string } | null
}
export type CaseMapper = NamedEntity
export type InvoiceMapper = NamedEntity
export type PaymentMapper = NamedEntity
export type ContractMapper = NamedEntity
export type BillingSubscriptionMapper = NamedEntity
