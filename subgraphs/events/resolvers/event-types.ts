import type { Resolvers } from '../__generated__/resolvers.ts'
import { common, customerOf, entitlementOf, entityOf, invoiceOf, previousOf } from './events.ts'

/** Every kind of event: an entry of the log, and the entity that it is about by id. */
export const eventTypes = {
  CustomerCreatedEvent: { ...common, customer: customerOf },
  CustomerUpdatedEvent: {
    ...common,
    customer: customerOf,
    changedPaths: ({ attributes }) => [...(attributes.changedPaths ?? [])],
  },
  InvoicePostedEvent: { ...common, invoice: entityOf },
  InvoicePaidEvent: { ...common, invoice: entityOf },
  PaymentFailedEvent: {
    ...common,
    payment: entityOf,
    invoice: invoiceOf,
    willRetry: ({ attributes }) => attributes.willRetry ?? false,
  },
  PaymentSucceededEvent: { ...common, payment: entityOf, invoice: invoiceOf },
  ContractRenewedEvent: { ...common, contract: entityOf, previous: previousOf },
  SubscriptionChangedEvent: { ...common, subscription: entityOf },
  EntitlementChangedEvent: { ...common, customer: customerOf, entitlement: entitlementOf },
  CaseOpenedEvent: { ...common, case: entityOf },
  CaseEscalatedEvent: { ...common, case: entityOf },
  CaseResolvedEvent: { ...common, case: entityOf },
  ProcessRunUpdatedEvent: {
    ...common,
    run: ({ entityId }) => (entityId === undefined ? null : { id: entityId }),
  },
  ExternalRef: {
    system: ({ connectionId }) => ({ id: connectionId }),
    externalId: ({ nativeId }) => nativeId,
    // Links are the crosswalk's: here a record is only named.
    url: () => null,
    linkState: () => null,
    linkedBy: () => null,
    linkedAt: () => null,
    supersededBy: () => null,
  },
} satisfies Partial<Resolvers>
