import { answered } from '../answers.ts'
import { mayBeWorst } from '../case-to-entitlement/action.ts'
import type { CaseFacts } from '../case-to-entitlement/facts.ts'
import { OVER } from '../case-to-entitlement/prepare.ts'
import type { Step, StepContext } from '../process.ts'
import { keepWritten, writesOf } from './written.ts'

/** An event wakes the run when something may have changed; this finds what no event told, or told before it could be read. */
const LOOK_AGAIN_MS = 3_600_000

/**
 * The run lives as long as the hold. The first look comes after the case was put on hold, so a payment that came while it was
 * put there is seen, and a later one wakes the run. Whatever is not a clear no any more, or becomes severe, ends the wait.
 */
export const releaseCase: Step<CaseFacts> = {
  key: 'release-case',
  connectionOf: (facts) => facts.case.connectionId,
  action: 'Take the case off hold when its customer is entitled',
  objectType: 'Case',
  effect: ({ action }) => (action === 'HOLD' ? 'UPDATE' : 'NO_OP'),
  compensation: { kind: 'NOT_NEEDED' },
  confidence: 'NONE',
  dependsOn: ['hold-case'],
  diff: () => [{ path: 'status', before: 'ON_HOLD', after: 'IN_PROGRESS' }],
  calls: 8,

  async waitUntil(facts, step, now) {
    return (await isStillToWait(facts, step)) ? new Date(now.getTime() + LOOK_AGAIN_MS) : undefined
  },

  async run({ case: { connectionId, nativeId } }, step) {
    const writes = writesOf(step.tools.support(connectionId))
    const release = { caseNativeId: nativeId, isOnHold: false, reason: 'What it waited for has happened.' }
    return keepWritten(await writes.setCaseOnHold(release, step.call), 'Case', { step })
  },
}

async function isStillToWait(
  { case: { connectionId, nativeId }, question }: CaseFacts,
  { call, tools }: StepContext,
): Promise<boolean> {
  const found = answered((await tools.support(connectionId).getCases([nativeId], call))[0])
  if (!found || !question || OVER.includes(found.status) || mayBeWorst(found)) return false
  return (await tools.checkEntitlement(question, call)).outcome === 'NOT_ENTITLED'
}
