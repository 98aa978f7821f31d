import type { CaseFacts } from '../case-to-entitlement/facts.ts'
import { noteText } from '../case-to-entitlement/note-text.ts'
import type { Step } from '../process.ts'
import { keepWritten, noteWritten, writesOf } from './written.ts'

/** Agents see at the case what every system says. What was read cannot be unread: a second note corrects the first. */
export const annotateCase: Step<CaseFacts> = {
  key: 'annotate-case',
  connectionOf: (facts) => facts.case.connectionId,
  action: 'Tell the agents at the case',
  objectType: 'Case',
  effect: ({ verdict }) => (verdict ? 'NOTIFY' : 'NO_OP'),
  compensation: { kind: 'REVERSIBLE', action: 'Say in a second note that the first no longer holds' },
  confidence: 'EXACT',
  dependsOn: [],
  diff: ({ verdict }) => (verdict ? [{ path: 'entitlement', before: null, after: verdict.outcome }] : []),
  calls: 2,

  async run(facts, step) {
    const { connectionId, nativeId } = facts.case
    const note = { caseNativeId: nativeId, text: noteText(facts) }
    const writes = writesOf(step.tools.support(connectionId))
    return keepWritten(await writes.annotateCase(note, step.call), 'Case', { step })
  },

  async compensate({ case: { connectionId, nativeId }, verdict }, _, step) {
    const text = `The note of ${verdict?.checkedAt} on the entitlement no longer holds: nothing follows from it.`
    const writes = writesOf(step.tools.support(connectionId))
    await noteWritten(await writes.annotateCase({ caseNativeId: nativeId, text }, step.call), step)
  },
}
