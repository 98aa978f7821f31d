import type { Step } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { subscriptionOf } from '../quote-to-cash/subscription.ts'
import { billingCustomerOf, contractOf } from './customers-of.ts'
import { alsoCalling, certainlyMadeBy, difference, keepWritten, noteWritten, writesOf } from './written.ts'

/** What recurs begins; its first invoice is a draft, or begins with it on a later day. */
export const createSubscription: Step<Omit<DealFacts, 'sale'>> = {
  key: 'create-subscription',
  connectionOf: ({ billing }) => billing.connectionId,
  action: 'Create the subscription',
  objectType: 'BillingSubscription',
  effect: () => 'CREATE',
  compensation: { kind: 'REVERSIBLE', action: 'Cancel it without proration, and delete its draft invoice' },
  confidence: 'EXACT',
  dependsOn: ['preview-invoice', 'create-order'],
  diff: ({ lines, terms, preview }) =>
    difference({
      items: lines
        .filter(({ isRecurring }) => isRecurring)
        .map(({ quantity, name, unitPrice }) => `${quantity} × ${name} at ${unitPrice.amount}`)
        .join(', '),
      interval: terms.interval,
      startDate: terms.startDate,
      firstInvoice: preview.total.amount,
    }),
  calls: 4,

  async run(facts, step) {
    const crmContractId = contractOf(facts, step)
    const written = await writesOf(step.tools.billing(facts.billing.connectionId)).createSubscription(
      {
        ...subscriptionOf(facts),
        customerNativeId: billingCustomerOf(facts, step),
        crmContractId,
        erpOrderId: certainlyMadeBy('create-order', step),
      },
      step.call,
    )
    // By the contract it is found before billing's search knows it.
    const output = { firstInvoiceId: written.firstInvoice?.nativeId ?? null, crmContractId }
    // What begins later may be another record by then: it gets its id when it is there.
    const type = facts.terms.startsLater ? undefined : 'BillingSubscription'
    // "None" was said of the contract, by the name that the CRM has for it.
    const contract = { ...written.ref, objectType: 'Contract', nativeId: crmContractId }
    await noteWritten({ ...written, ref: contract, version: undefined }, step)
    return keepWritten(written, type, { step, output })
  },

  async compensate({ billing }, { record, output: { firstInvoiceId } }, step) {
    if (!record) return
    const writes = writesOf(step.tools.billing(billing.connectionId))
    await noteWritten(await writes.cancelSubscription(record.ref.nativeId, step.call), step)
    if (typeof firstInvoiceId !== 'string') return
    await writes.takeBackInvoice(firstInvoiceId, 'the deal was taken back', alsoCalling(step.call, 'invoice'))
  },
}
