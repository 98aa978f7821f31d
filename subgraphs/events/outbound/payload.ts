import type { BusinessEvent, EventType } from '#shared/events/event.ts'

/** An event as a partner gets it: the attributes of CloudEvents 1.0, and ids to ask for more by. */
export interface Payload {
  specversion: '1.0'
  id: string
  type: string
  source: string
  time: string
  datacontenttype: 'application/json'
  sequence: string
  detectedat: string
  correlationid: string
  cause: string
  data: Readonly<Record<string, unknown>>
}

type Told = (event: BusinessEvent) => Record<string, unknown>

const idAs =
  (name: string): Told =>
  ({ entityId = null }) => ({ [name]: entityId })
const invoice: Told = ({ attributes }) => ({ invoiceId: attributes.invoiceId ?? null })
const severity: Told = ({ severity: given = null }) => ({ severity: given })

/** What each type says of itself, in the order in which it is written; whose it is comes after that. */
const TOLD: Readonly<Record<EventType, readonly Told[]>> = {
  CUSTOMER_CREATED: [],
  CUSTOMER_UPDATED: [({ attributes }) => ({ changedPaths: attributes.changedPaths ?? [] })],
  INVOICE_POSTED: [idAs('invoiceId')],
  INVOICE_PAID: [idAs('invoiceId')],
  PAYMENT_FAILED: [
    idAs('paymentId'),
    invoice,
    ({ attributes }) => ({ willRetry: attributes.willRetry ?? false }),
  ],
  PAYMENT_SUCCEEDED: [idAs('paymentId'), invoice],
  CONTRACT_RENEWED: [
    idAs('contractId'),
    ({ attributes }) => ({ previousContractId: attributes.previousId ?? null }),
  ],
  SUBSCRIPTION_CHANGED: [idAs('subscriptionId')],
  ENTITLEMENT_CHANGED: [
    idAs('entitlementId'),
    ({ entityType }) => ({
      entitlementType: entityType === 'FeatureEntitlement' ? entityType : 'SupportEntitlement',
    }),
  ],
  CASE_OPENED: [idAs('caseId'), severity],
  CASE_ESCALATED: [idAs('caseId'), severity],
  CASE_RESOLVED: [idAs('caseId'), severity],
}

/** The payload of an event: no field of a vendor's record, nothing about a person but ids. See payloads.md. */
export function toPayload(event: BusinessEvent & { type: EventType }): Payload {
  return {
    specversion: '1.0',
    id: event.eventId,
    type: event.type,
    source: `/systems/${event.source.connectionId}`,
    time: event.occurredAt.toISOString(),
    datacontenttype: 'application/json',
    sequence: String(event.sequence),
    detectedat: event.detectedAt.toISOString(),
    correlationid: event.correlationId,
    cause: event.cause,
    data: {
      ...Object.assign({}, ...TOLD[event.type].map((told) => told(event))),
      customerId: event.customerId ?? null,
    },
  }
}
