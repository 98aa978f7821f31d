import type { Step } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { billingCustomerOf, contractOf, erpCustomerOf } from './customers-of.ts'
import { keepWritten, madeBy, noteWritten, writesOf } from './written.ts'

/** Sales see at the deal what became of it. Everybody else hears of it by the events of the records themselves. */
export const noteOutcome: Step<DealFacts> = {
  key: 'note-outcome',
  connectionOf: ({ crm }) => crm.connectionId,
  action: 'Note at the deal what became of it',
  objectType: 'Opportunity',
  effect: () => 'NOTIFY',
  compensation: { kind: 'REVERSIBLE', action: 'Take the note off' },
  confidence: 'SIMULATED',
  dependsOn: ['post-invoice', 'activate-entitlement'],
  diff: () => [],
  calls: 1,

  async run(facts, step) {
    const outcome = {
      erpCustomerId: erpCustomerOf(facts, step),
      erpOrderId: madeBy('create-order', step),
      billingCustomerId: billingCustomerOf(facts, step),
      billingSubscriptionId: madeBy('create-subscription', step),
      contractNativeId: contractOf(facts, step),
    }
    const writes = writesOf(step.tools.crm(facts.crm.connectionId))
    const written = await writes.noteOutcome(facts.sale.opportunityNativeId, outcome, step.call)
    return keepWritten(written, 'Opportunity', { step })
  },

  async compensate({ crm, sale }, _, step) {
    const nothing = {
      erpCustomerId: undefined,
      erpOrderId: undefined,
      billingCustomerId: undefined,
      billingSubscriptionId: undefined,
      contractNativeId: undefined,
    }
    const writes = writesOf(step.tools.crm(crm.connectionId))
    await noteWritten(await writes.noteOutcome(sale.opportunityNativeId, nothing, step.call), step)
  },
}
