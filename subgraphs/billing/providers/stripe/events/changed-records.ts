import { z } from 'zod'
import type { Answer } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { isWeftError } from '#shared/errors.ts'
import type { ChangedRecord, RecordRef } from '#shared/events/changes.ts'
import { toCustomerIdentity } from '../identities.ts'
import { nativeCustomer, nativeInvoice, nativeSubscription } from '../native.ts'
import { listFeatureEntitlements } from '../reads/catalogue.ts'
import { answerEach, mappingOf } from '../reads/reading.ts'
import { toCanonicalCustomer } from '../to-canonical/customer.ts'
import { toCanonicalInvoice } from '../to-canonical/invoice.ts'
import { parseNative, toRef } from '../to-canonical/record.ts'
import { toCanonicalSubscription } from '../to-canonical/subscription.ts'
import { readChangedPayment } from './changed-payment.ts'
import { type ChangeReading, instantText, stateOf } from './changed-state.ts'
import type { ObjectType } from './refs-in.ts'

type Read = (context: ChangeReading, id: string, call: CallContext) => Promise<ChangedRecord | undefined>

/** One call for each record, a payment three: Stripe takes no list of ids. */
export function readChanged(
  context: ChangeReading,
  refs: readonly RecordRef[],
  call: CallContext,
): Promise<Answer<ChangedRecord>[]> {
  return answerEach(refs, async ({ objectType, nativeId }) =>
    READERS[objectType as ObjectType]?.(context, nativeId, call),
  )
}

const READERS: Readonly<Record<ObjectType, Read>> = {
  async customer({ connection, reading }, id, call) {
    const native = await reading.client.read(call, (stripe) =>
      stripe.customers.retrieve(id, { expand: ['tax_ids'] }),
    )
    const mapping = mappingOf(reading)
    if (native.deleted) return undefined
    const customer = parseNative(nativeCustomer, native, mapping)
    const ref = toRef(mapping, 'customer', id)
    return {
      kind: 'CUSTOMER',
      ...stateOf('customer', id, native),
      identity: toCustomerIdentity(customer, mapping, connection),
      entity: { type: 'Customer', ref },
      customer: ref,
      facts: {
        createdAt: instantText(customer.created),
        fields: fieldsOf(toCanonicalCustomer(customer, mapping)),
      },
    }
  },

  async subscription({ reading }, id, call) {
    const native = await reading.client.read(call, (stripe) => stripe.subscriptions.retrieve(id))
    const mapping = mappingOf(reading)
    const record = toCanonicalSubscription(parseNative(nativeSubscription, native, mapping), mapping)
    return {
      kind: 'SUBSCRIPTION',
      ...stateOf('subscription', id, native),
      entity: { type: 'BillingSubscription', ref: toRef(mapping, 'subscription', id) },
      customer: record.customer,
      facts: {
        status: record.status,
        createdAt: record.createdAt.toISOString(),
        items: record.items
          .map(({ price, quantity }) => `${price.source.nativeId} x ${quantity}`)
          .sort()
          .join(', '),
        periodStart: record.currentPeriod.start?.toISOString() ?? null,
        periodEnd: record.currentPeriod.end?.toISOString() ?? null,
      },
    }
  },

  async invoice({ reading }, id, call) {
    const native = await reading.client.read(call, (stripe) => stripe.invoices.retrieve(id))
    const mapping = mappingOf(reading)
    const record = toCanonicalInvoice(parseNative(nativeInvoice, native, mapping), mapping)
    const { status_transitions } = parseNative(PaidAt, native, mapping)
    return {
      kind: 'INVOICE',
      ...stateOf('invoice', id, native),
      entity: { type: 'Invoice', ref: toRef(mapping, 'invoice', id) },
      customer: record.customer,
      facts: {
        status: record.status,
        createdAt: record.createdAt.toISOString(),
        paidAt: instantText(status_transitions.paid_at),
      },
    }
  },

  payment_intent: readChangedPayment,

  async product({ reading }, id, call) {
    const native = await reading.client.read(call, (stripe) => stripe.products.retrieve(id))
    return toOther('product', id, native)
  },

  async price({ reading }, id, call) {
    const native = await reading.client.read(call, (stripe) => stripe.prices.retrieve(id))
    return toOther('price', id, native)
  },

  /** All that a customer has: Stripe tells of the whole, not of the one that came or went. */
  async active_entitlement_summary({ reading }, customer, call) {
    const [found] = await listFeatureEntitlements(reading, [customer], call)
    if (found === undefined || isWeftError(found)) throw found
    const active = found.map(({ source }) => source.nativeId).sort()
    return {
      kind: 'ENTITLEMENT',
      ...stateOf('active_entitlement_summary', customer, active),
      entity: undefined,
      customer: toRef(mappingOf(reading), 'customer', customer),
      facts: { status: active.join(' '), createdAt: null },
    }
  },
}

const PaidAt = z.object({ status_transitions: z.object({ paid_at: z.number().int().nullish() }) })

function toOther(objectType: ObjectType, id: string, native: unknown): ChangedRecord {
  return {
    kind: 'OTHER',
    ...stateOf(objectType, id, native),
    entity: undefined,
    customer: undefined,
    facts: {},
  }
}

function fieldsOf(record: ReturnType<typeof toCanonicalCustomer>): Record<string, string | null> {
  const address = Object.entries(record.billingAddress ?? {}).map(
    ([part, value]) => [`billingAddress.${part}`, value ?? null] as const,
  )
  const custom = record.customFields.map(({ key, value }) => [`customFields.${key}`, String(value)] as const)
  return {
    legalName: record.legalName ?? null,
    billingEmail: record.billingEmail ?? null,
    taxIdentifiers:
      record.taxIdentifiers
        .map(({ scheme, value }) => `${scheme} ${value}`)
        .sort()
        .join(', ') || null,
    ...Object.fromEntries([...address, ...custom]),
  }
}
