import type { Step } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { difference, keepWritten, noteWritten, writesOf } from './written.ts'

/** Support gets to know the customer while the deal can still be taken back: entitlements hang on its account. */
export const createSupportAccount: Step<DealFacts> = {
  key: 'create-support-account',
  connectionOf: ({ support }) => support?.connectionId,
  action: 'Make the customer known to support',
  objectType: 'Customer',
  effect: ({ support }) => (support && support.accountNativeId === undefined ? 'CREATE' : 'NO_OP'),
  compensation: {
    kind: 'REVERSIBLE',
    action: 'Delete it',
    notes: 'Stays, linked, where something hangs on it.',
  },
  confidence: 'SIMULATED',
  dependsOn: [],
  diff: ({ customer }) => difference({ name: customer.name }),
  calls: 2,

  async run({ crm, customer, support }, step) {
    const writes = writesOf(step.tools.support(support?.connectionId ?? ''))
    const written = await writes.createAccount(
      { name: customer.name, crmNativeId: crm.customerNativeId },
      step.call,
    )
    await step.tools.link(customer.id, written.ref)
    return keepWritten(written, 'Customer', { step })
  },

  async compensate({ support }, { record }, step) {
    if (!record) return
    const writes = writesOf(step.tools.support(support?.connectionId ?? ''))
    await noteWritten(await writes.removeAccount(record.ref.nativeId, step.call), step)
  },
}
