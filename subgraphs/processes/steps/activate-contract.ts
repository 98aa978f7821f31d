import type { Step } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { contractOf } from './customers-of.ts'
import { keepWritten, noteWritten, writesOf } from './written.ts'

/** The last thing that can say no: an organisation's own rules stand before a contract in force. */
export const activateContract: Step<Pick<DealFacts, 'crm'>> = {
  key: 'activate-contract',
  connectionOf: ({ crm }) => crm.connectionId,
  action: 'Put the contract into force',
  objectType: 'Contract',
  effect: () => 'UPDATE',
  compensation: {
    kind: 'REVERSIBLE',
    action: 'End it',
    notes: 'As far as the CRM lets a contract in force end.',
  },
  confidence: 'SIMULATED',
  dependsOn: ['draft-contract', 'create-order', 'check-invoice'],
  diff: () => [{ path: 'status', before: 'DRAFT', after: 'ACTIVATED' }],
  calls: 1,

  async run(facts, step) {
    const writes = writesOf(step.tools.crm(facts.crm.connectionId))
    const written = await writes.activateContract(contractOf(facts, step), step.call)
    return keepWritten(written, 'Contract', { step })
  },

  async compensate({ crm }, { record }, step) {
    if (!record) return
    const { ref, version } = record
    const writes = writesOf(step.tools.crm(crm.connectionId))
    await noteWritten(await writes.withdrawContract({ nativeId: ref.nativeId, version }, step.call), step)
  },
}
