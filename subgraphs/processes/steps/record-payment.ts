import { type KeptMoney, moneyOf } from '../kept-money.ts'
import type { Step, StepContext } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { erpCustomerOf } from './customers-of.ts'
import { certainlyMadeBy, keepWritten, writesOf } from './written.ts'

/**
 * The ledger gets the receipt of what billing has collected, applied to its invoice. An invoice that is taken back frees its
 * receipt again, so nothing of its own is taken back here.
 */
export const recordPayment: Step<DealFacts> = {
  key: 'record-payment',
  connectionOf: ({ erp }) => erp.connectionId,
  action: 'Apply the payment in the ledger',
  objectType: 'Payment',
  effect: ({ terms }) => (terms.isChargedAutomatically && !terms.startsLater ? 'CREATE' : 'NO_OP'),
  compensation: { kind: 'MANUAL', action: 'Unapply it' },
  confidence: 'NONE',
  dependsOn: ['post-invoice', 'collect-payment'],
  isSequencedByCustomer: true,
  diff: () => [],
  calls: 2,

  async run(facts, step) {
    const payment = collectedPayment(step)
    if (!payment) return { record: undefined, output: {}, isUnchanged: true }
    const written = await writesOf(step.tools.erp(facts.erp.connectionId)).recordPayment(
      {
        customerNativeId: erpCustomerOf(facts, step),
        invoiceNativeId: certainlyMadeBy('post-invoice', step),
        amount: moneyOf(payment.amount),
        receivedOn: payment.receivedOn,
        billingPaymentId: payment.nativeId,
      },
      step.call,
    )
    return keepWritten(written, undefined, { step })
  },
}

interface CollectedPayment {
  nativeId: string
  amount: KeptMoney
  receivedOn: string
}

/** Undefined: nothing was paid. */
function collectedPayment(step: StepContext): CollectedPayment | undefined {
  const payment = step.outcomeOf('collect-payment')?.output.payment
  return payment ? (payment as unknown as CollectedPayment) : undefined
}
