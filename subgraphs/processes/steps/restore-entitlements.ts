import { lookAgainAt, readDebt } from '../payment-exception/debt.ts'
import type { PaymentExceptionFacts } from '../payment-exception/facts.ts'
import type { Step } from '../process.ts'
import { letGo, restoreAll } from './suspensions.ts'

/** As soon as nothing is owed, all is in use again. What is written off stays suspended, for a person to decide. */
export const restoreEntitlements: Step<PaymentExceptionFacts> = {
  key: 'restore-entitlements',
  connectionOf: ({ support: [first] }) => first?.connectionId,
  action: 'Restore what the customer is entitled to',
  objectType: 'SupportEntitlement',
  effect: ({ failure, support }) => (failure === 'DISPUTE' || support.length === 0 ? 'NO_OP' : 'UPDATE'),
  compensation: { kind: 'NOT_NEEDED' },
  confidence: 'NONE',
  dependsOn: ['suspend-entitlements'],
  isSequencedByCustomer: true,
  diff: () => [{ path: 'status', before: 'SUSPENDED', after: 'ACTIVE' }],
  calls: 4,

  async waitUntil(facts, step, now) {
    const { runId, tools } = step
    const suspended = await tools.claims.find('SUSPENSION', { runId })
    if (suspended.length === 0 || (await readDebt(facts, step)) !== 'OWED') return undefined
    return lookAgainAt(now)
  },

  async run(facts, step) {
    const debt = await readDebt(facts, step)
    if (debt === 'SETTLED') await restoreAll(step)
    if (debt === 'WRITTEN_OFF') await letGo(step)
    return { record: undefined, output: { debt }, isUnchanged: true }
  },
}
