import { z } from 'zod'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { ChangedRecord } from '#shared/events/changes.ts'
import { nativePaymentIntent } from '../native.ts'
import { LARGEST_PAGE } from '../reads/list.ts'
import { mappingOf } from '../reads/reading.ts'
import { isTried, toCanonicalPayment } from '../to-canonical/payment.ts'
import { parseNative, toRef } from '../to-canonical/record.ts'
import { type ChangeReading, instantText, stateOf } from './changed-state.ts'

/** https://docs.stripe.com/api/charges/object: each is one attempt. */
const Attempt = z.object({ created: z.number().int(), status: z.string() })

/** https://docs.stripe.com/api/invoice-payment/object · `invoice` expanded */
const InvoicePayment = z.object({
  is_default: z.boolean(),
  invoice: z.object({ id: z.string(), next_payment_attempt: z.number().int().nullish() }),
})

/**
 * A payment with all of its attempts, so that a failure is told even where the next attempt has succeeded meanwhile, and
 * with the invoice that it pays, which knows whether there will be another attempt.
 */
export async function readChangedPayment(
  { reading }: ChangeReading,
  id: string,
  call: CallContext,
): Promise<ChangedRecord | undefined> {
  const { client } = reading
  const [native, charges, payments] = await Promise.all([
    client.read(call, (stripe) => stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] })),
    client.read(call, (stripe) => stripe.charges.list({ payment_intent: id, limit: LARGEST_PAGE })),
    client.read(call, (stripe) =>
      stripe.invoicePayments.list({
        payment: { type: 'payment_intent', payment_intent: id },
        expand: ['data.invoice'],
      }),
    ),
  ])
  const mapping = mappingOf(reading)
  const intent = parseNative(nativePaymentIntent, native, mapping)
  if (!isTried(intent)) return undefined
  const record = toCanonicalPayment(intent, mapping)
  const attempts = charges.data.map((charge) => parseNative(Attempt, charge, mapping))
  const paid = payments.data.map((payment) => parseNative(InvoicePayment, payment, mapping))[0]
  return {
    kind: 'PAYMENT',
    ...stateOf('payment_intent', id, [native, charges.data, payments.data]),
    entity: { type: 'Payment', ref: toRef(mapping, 'payment_intent', id) },
    customer: record.customer,
    related: paid && { type: 'Invoice', ref: toRef(mapping, 'invoice', paid.invoice.id) },
    facts: {
      status: record.status,
      createdAt: record.createdAt.toISOString(),
      failedAt: instantText(lastOf(attempts, 'failed')),
      succeededAt: instantText(lastOf(attempts, 'succeeded')),
      willRetry: paid?.is_default === true && paid.invoice.next_payment_attempt != null,
    },
  }
}

function lastOf(attempts: readonly z.infer<typeof Attempt>[], status: string): number | undefined {
  const times = attempts.filter((attempt) => attempt.status === status).map(({ created }) => created)
  return times.length === 0 ? undefined : Math.max(...times)
}
