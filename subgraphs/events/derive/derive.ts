import type { ChangedKind, FactsOf } from '#shared/events/facts.ts'
import { deriveCaseEvents } from './case.ts'
import { deriveContractEvents } from './contract.ts'
import { deriveCustomerEvents } from './customer.ts'
import type { DerivedEvent, Transition } from './derived-event.ts'
import { deriveEntitlementEvents } from './entitlement.ts'
import { deriveInvoiceEvents, derivePostingEvents } from './invoice.ts'
import { derivePaymentEvents } from './payment.ts'
import { deriveSubscriptionEvents } from './subscription.ts'

type Derive = { [Kind in ChangedKind]: (transition: Transition<FactsOf[Kind]>) => DerivedEvent[] }

const DERIVE: Derive = {
  CUSTOMER: deriveCustomerEvents,
  CASE: deriveCaseEvents,
  INVOICE: deriveInvoiceEvents,
  POSTING: derivePostingEvents,
  PAYMENT: derivePaymentEvents,
  SUBSCRIPTION: deriveSubscriptionEvents,
  CONTRACT: deriveContractEvents,
  ENTITLEMENT: deriveEntitlementEvents,
  OTHER: () => [],
}

/** The events of a record's transition, in the order in which they happened. Pure. */
export function deriveEvents<Kind extends ChangedKind>(
  kind: Kind,
  transition: Transition<FactsOf[Kind]>,
): DerivedEvent[] {
  return DERIVE[kind](transition)
}

/** What is told of a record that is gone: an entitlement that is not there is an entitlement no more. */
export function deriveGone(kind: ChangedKind): DerivedEvent[] {
  return kind === 'ENTITLEMENT' ? [{ type: 'ENTITLEMENT_CHANGED', occurredAt: undefined }] : []
}
