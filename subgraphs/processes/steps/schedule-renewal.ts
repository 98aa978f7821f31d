import type { Step } from '../process.ts'
import { subscriptionOf } from '../quote-to-cash/subscription.ts'
import type { RenewalFacts } from '../renewal-to-invoice/facts.ts'
import { contractOf } from './customers-of.ts'
import { difference, keepWritten, noteWritten, writesOf } from './written.ts'

/** Billing goes on as it is until the old term ends, and by the new terms from that instant on: nothing is billed twice. */
export const scheduleRenewal: Step<RenewalFacts> = {
  key: 'schedule-renewal',
  connectionOf: ({ billing }) => billing.connectionId,
  action: 'Let the subscription go on by the new terms',
  objectType: 'BillingSubscription',
  effect: ({ subscription }) => (subscription ? 'UPDATE' : 'NO_OP'),
  compensation: { kind: 'REVERSIBLE', action: 'Cancel the change that is scheduled' },
  confidence: 'EXACT',
  dependsOn: ['create-order'],
  diff: ({ lines, terms, billsAt }) =>
    difference({
      items: lines
        .map(({ quantity, name, unitPrice }) => `${quantity} × ${name} at ${unitPrice.amount}`)
        .join(', '),
      startDate: terms.startDate,
      nextInvoice: billsAt.slice(0, 10),
    }),
  calls: 4,

  async run(facts, step) {
    const { billing, subscription, terms } = facts
    const { items, startsAt } = subscriptionOf(facts)
    const [subscriptionId, crmContractId] = [subscription?.nativeId ?? '', contractOf(facts, step)]
    const written = await writesOf(step.tools.billing(billing.connectionId)).scheduleRenewal(
      {
        ...{ subscriptionNativeId: subscriptionId, items, startsAt, crmContractId },
        termMonths: terms.termMonths,
      },
      step.call,
    )
    // From that instant on it bills the new contract: by this it is found before billing's search knows that.
    const output = { subscriptionId, crmContractId, startsAt: startsAt.toISOString() }
    return keepWritten(written, undefined, { step, output })
  },

  async compensate({ billing, subscription }, _, step) {
    const writes = writesOf(step.tools.billing(billing.connectionId))
    await noteWritten(await writes.cancelRenewal(subscription?.nativeId ?? '', step.call), step)
  },
}
