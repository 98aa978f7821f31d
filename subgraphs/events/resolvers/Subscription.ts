import type { EventType } from '#shared/events/event.ts'
import { assertId } from '#shared/global-id.ts'
import { openEvents } from '../open-events.ts'
import type { Context } from '../context.ts'
import type { EventArguments } from '../event-filter.ts'

/** Each field brings the events of one type, to those who may see them. */
function eventsOf<Field extends string>(field: Field, type: EventType) {
  return {
    [field]: {
      // The engine asks for an iterable, and gets one when the log is ready.
      subscribe: (_: unknown, given: EventArguments, context: Context) =>
        openEvents({ field, type, ...given }, context),
    },
  }
}

export const Subscription = {
  ...eventsOf('customerCreated', 'CUSTOMER_CREATED'),
  ...eventsOf('customerUpdated', 'CUSTOMER_UPDATED'),
  ...eventsOf('invoicePosted', 'INVOICE_POSTED'),
  ...eventsOf('invoicePaid', 'INVOICE_PAID'),
  ...eventsOf('paymentFailed', 'PAYMENT_FAILED'),
  ...eventsOf('paymentSucceeded', 'PAYMENT_SUCCEEDED'),
  ...eventsOf('contractRenewed', 'CONTRACT_RENEWED'),
  ...eventsOf('subscriptionChanged', 'SUBSCRIPTION_CHANGED'),
  ...eventsOf('entitlementChanged', 'ENTITLEMENT_CHANGED'),
  ...eventsOf('caseOpened', 'CASE_OPENED'),
  ...eventsOf('caseEscalated', 'CASE_ESCALATED'),
  ...eventsOf('caseResolved', 'CASE_RESOLVED'),
  processRunUpdated: {
    subscribe(_: unknown, { id, since }: { id: string; since?: string | null }, context: Context) {
      assertId('ProcessRun', id)
      const question = {
        field: 'processRunUpdated',
        type: 'PROCESS_RUN_UPDATED',
        entityId: id,
        since,
      } as const
      return openEvents(question, context)
    },
  },
}
