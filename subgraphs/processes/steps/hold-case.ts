import type { CaseFacts } from '../case-to-entitlement/facts.ts'
import type { Step } from '../process.ts'
import { keepWritten, noteWritten, writesOf } from './written.ts'

/** The case waits. That it waits already when this is repeated is our own doing, and ours to take back. */
export const holdCase: Step<CaseFacts> = {
  key: 'hold-case',
  connectionOf: (facts) => facts.case.connectionId,
  action: 'Put the case on hold',
  objectType: 'Case',
  effect: ({ action }) => (action === 'HOLD' ? 'UPDATE' : 'NO_OP'),
  compensation: { kind: 'REVERSIBLE', action: 'Take it off hold, with a note' },
  confidence: 'SIMULATED',
  dependsOn: ['annotate-case'],
  diff: () => [{ path: 'status', before: null, after: 'ON_HOLD' }],
  calls: 2,

  async run({ case: { connectionId, nativeId }, verdict }, step) {
    const reason = `On hold: ${verdict?.reasons.join(', ')}. It goes on by itself when that has changed.`
    const writes = writesOf(step.tools.support(connectionId))
    const hold = { caseNativeId: nativeId, isOnHold: true, reason }
    return keepWritten(await writes.setCaseOnHold(hold, step.call), 'Case', { step })
  },

  async compensate({ case: { connectionId, nativeId } }, _, step) {
    const writes = writesOf(step.tools.support(connectionId))
    const release = { caseNativeId: nativeId, isOnHold: false, reason: 'The hold was taken back.' }
    await noteWritten(await writes.setCaseOnHold(release, step.call), step)
  },
}
