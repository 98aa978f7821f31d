import type { CaseFacts } from '../case-to-entitlement/facts.ts'
import type { Step } from '../process.ts'
import { keepWritten, noteWritten, writesOf } from './written.ts'

/** The case goes to whoever can put right what is missing. Whose it was, a person has to say again. */
export const routeCase: Step<CaseFacts> = {
  key: 'route-case',
  connectionOf: (facts) => facts.case.connectionId,
  action: 'Hand the case to billing',
  objectType: 'Case',
  effect: ({ action }) => (action === 'ROUTE_TO_BILLING' ? 'UPDATE' : 'NO_OP'),
  compensation: { kind: 'MANUAL', action: 'A note asks support to take it back' },
  confidence: 'EXACT',
  dependsOn: ['annotate-case'],
  diff: ({ billingGroup }) => [{ path: 'group', before: null, after: billingGroup }],
  calls: 3,

  async run({ case: { connectionId, nativeId }, billingGroup, verdict }, step) {
    const reason = `Not entitled: ${verdict?.reasons.join(', ')}`
    const route = { caseNativeId: nativeId, groupName: billingGroup, reason }
    const written = await writesOf(step.tools.support(connectionId)).routeCase(route, step.call)
    return keepWritten(written, 'Case', { step })
  },

  async compensate({ case: { connectionId, nativeId }, billingGroup }, _, step) {
    const text = `This is no case for ${billingGroup} any more: please hand it back.`
    const writes = writesOf(step.tools.support(connectionId))
    await noteWritten(await writes.annotateCase({ caseNativeId: nativeId, text }, step.call), step)
  },
}
