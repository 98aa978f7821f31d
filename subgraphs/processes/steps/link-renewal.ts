import type { Step } from '../process.ts'
import type { RenewalFacts } from '../renewal-to-invoice/facts.ts'
import { contractOf } from './customers-of.ts'
import { keepWritten, writesOf } from './written.ts'

/**
 * The old contract says which one continues it. Whoever renews the same contract at the same time, here or in the CRM, is refused
 * by the CRM itself, before anything else is written.
 */
export const linkRenewal: Step<Pick<RenewalFacts, 'crm' | 'renewedFrom'>> = {
  key: 'link-renewal',
  connectionOf: ({ crm }) => crm.connectionId,
  action: 'Link the new contract to the one that it continues',
  objectType: 'Contract',
  effect: () => 'LINK',
  compensation: { kind: 'REVERSIBLE', action: 'Take the links off, with the draft' },
  confidence: 'SIMULATED',
  dependsOn: ['draft-contract'],
  diff: ({ renewedFrom }) => [{ path: 'renewedFrom', before: null, after: renewedFrom.contractNumber }],
  calls: 2,

  async run(facts, step) {
    const renewal = {
      nativeId: contractOf(facts, step),
      renewedFromNativeId: facts.renewedFrom.nativeId,
    }
    const written = await writesOf(step.tools.crm(facts.crm.connectionId)).linkRenewal(renewal, step.call)
    await step.tools.noteOwnWrite(
      { ref: { ...written.ref, nativeId: renewal.renewedFromNativeId }, version: undefined },
      { correlationId: step.call.correlationId, causationId: step.runId },
    )
    return keepWritten(written, 'Contract', { step })
  },

  // A contract that is withdrawn continues nothing any more: the step that drafted it, or put it into force, does both.
  async compensate() {},
}
