import type { BusinessEvent } from '#shared/events/event.ts'
import type { NamedEntity } from '../mappers.ts'

/** What every kind of event says alike. */
export const common = {
  sequence: ({ sequence }: BusinessEvent): string => String(sequence),
}

/** The entity that an event is about, with whose it is; null where it has no id. */
export function entityOf({ entityId, customerId }: BusinessEvent): NamedEntity | null {
  return named(entityId, customerId)
}

/** The invoice that a payment pays. */
export function invoiceOf({ attributes, customerId }: BusinessEvent): NamedEntity | null {
  return named(attributes.invoiceId, customerId)
}

/** Support's or billing's: the id says which. */
export function entitlementOf({ entityId, entityType }: BusinessEvent) {
  if (entityId === undefined) return null
  const __typename = entityType === 'FeatureEntitlement' ? entityType : 'SupportEntitlement'
  return { __typename, id: entityId } as const
}

/** The contract before. */
export function previousOf({ attributes, customerId }: BusinessEvent): NamedEntity | null {
  return named(attributes.previousId, customerId)
}

export function customerOf({ customerId }: BusinessEvent): { id: string } | null {
  return customerId === undefined ? null : { id: customerId }
}

function named(id: string | undefined, customerId: string | undefined): NamedEntity | null {
  return id === undefined ? null : { id, customer: customerId === undefined ? null : { id: customerId } }
}
