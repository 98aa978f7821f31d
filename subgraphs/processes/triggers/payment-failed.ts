import { wakeRuns } from '../engine/wake.ts'
import type { PaymentExceptionInput } from '../payment-exception/facts.ts'
import { startByEvent, type Trigger } from './trigger.ts'

const KIND = 'PAYMENT_EXCEPTION'

/** A payment that fails begins its days of grace, once however often billing tries again; money that comes ends them. */
export const paymentFailed: Trigger = {
  name: 'payment-failed',
  types: ['PAYMENT_FAILED', 'PAYMENT_SUCCEEDED', 'INVOICE_PAID'],
  async answer(event, engine) {
    const { type, entityId: paymentId, customerId, occurredAt, attributes } = event
    if (type !== 'PAYMENT_FAILED') {
      if (customerId !== undefined) await wakeRuns(engine, { kind: KIND, customerId })
      return
    }
    if (paymentId === undefined || (await isUnderWay(paymentId, engine))) return
    const input: PaymentExceptionInput = {
      paymentId,
      failedAt: occurredAt.toISOString(),
      ...(attributes.invoiceId === undefined ? {} : { invoiceId: attributes.invoiceId }),
    }
    await startByEvent(engine, event, { kind: KIND, input, key: `event:${event.eventId}` })
  },
}

/** Runs that have not read their payment yet are known by their input. */
async function isUnderWay(paymentId: string, { store }: Parameters<Trigger['answer']>[1]): Promise<boolean> {
  const rows = await store.query(
    `select 1 from processes.runs where kind = $1 and finished_at is null and input ->> 'paymentId' = $2 limit 1`,
    [KIND, paymentId],
  )
  return rows.length > 0
}
