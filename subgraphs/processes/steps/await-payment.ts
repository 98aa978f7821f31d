import { lookAgainAt, readDebt, readOwed } from '../payment-exception/debt.ts'
import type { PaymentExceptionFacts } from '../payment-exception/facts.ts'
import type { Step, StepContext } from '../process.ts'

/** The account is in grace. Ends with the grace, or as soon as nothing is owed; writes nothing. */
export const awaitPayment: Step<PaymentExceptionFacts> = {
  key: 'await-payment',
  connectionOf: ({ payment }) => payment.connectionId,
  action: 'Wait for the payment while the account is in grace',
  objectType: 'Payment',
  effect: () => 'VALIDATE',
  compensation: { kind: 'NOT_NEEDED' },
  confidence: 'NONE',
  dependsOn: [],
  diff: ({ graceUntil }) => [{ path: 'account.grace', before: null, after: graceUntil }],
  calls: 1,

  async waitUntil(facts, step, now) {
    const graceUntil = new Date(facts.graceUntil)
    if (now >= graceUntil || (await readDebt(facts, step)) !== 'OWED') return undefined
    return lookAgainAt(now, graceUntil)
  },

  async run(facts, step) {
    const { debt, record } = await readOwed(facts, step)
    return { record, output: { debt }, isUnchanged: true }
  },
}

/** Whether the days of grace ended with the money still owed. */
export const graceIsOver = (step: StepContext): boolean =>
  step.outcomeOf('await-payment')?.output.debt === 'OWED'
