import { isWeftError } from '#shared/errors.ts'
import { keepMoney } from '../kept-money.ts'
import type { Step } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { finalisedInvoiceOf } from './first-invoice.ts'
import { keepWritten, writesOf } from './written.ts'

/**
 * Asks the customer's payment method, where it is asked at all. A decline is the customer's matter and billing's dunning, not
 * a failure of the run. What was paid is refunded with its invoice, so nothing of its own is taken back here.
 */
export const collectPayment: Step<DealFacts> = {
  key: 'collect-payment',
  connectionOf: ({ billing }) => billing.connectionId,
  action: 'Collect the payment',
  objectType: 'Payment',
  effect: ({ terms }) => (terms.isChargedAutomatically && !terms.startsLater ? 'CREATE' : 'NO_OP'),
  compensation: { kind: 'COUNTER_DOCUMENT', action: 'Refund it, with a credit note for its invoice' },
  confidence: 'NONE',
  dependsOn: ['finalise-invoice'],
  diff: () => [],
  calls: 1,

  async run({ billing }, step) {
    const writes = writesOf(step.tools.billing(billing.connectionId))
    try {
      const invoice = await writes.collectInvoice(finalisedInvoiceOf(step).nativeId, step.call)
      const { payment } = invoice
      if (!payment) return { record: undefined, output: { payment: null }, isUnchanged: true }
      const kept = { ...payment, amount: { ...keepMoney(payment.amount) } }
      return await keepWritten(invoice, 'Invoice', { step, output: { payment: kept } })
    } catch (error) {
      if (!isWeftError(error, 'REJECTED_BY_SYSTEM')) throw error
      const declined = typeof error.facts.vendorCode === 'string' ? error.facts.vendorCode : error.code
      return { record: undefined, output: { payment: null, declined }, isUnchanged: true }
    }
  },
}
