import { choiceOf, type ReplayFacts } from '../events-replay/input.ts'
import type { Step } from '../process.ts'

/** Puts what systems told back to be applied, or counts it. Repeating it applies it once more, and tells nothing twice. */
export const replayEvents: Step<ReplayFacts> = {
  key: 'replay-events',
  connectionOf: () => undefined,
  action: 'Apply again what systems told',
  objectType: 'Event',
  effect: ({ dryRun }) => (dryRun ? 'VALIDATE' : 'UPDATE'),
  compensation: { kind: 'NOT_NEEDED' },
  confidence: 'EXACT',
  dependsOn: [],
  diff: ({ count }) => [{ path: 'replayed', before: null, after: String(count) }],
  calls: 0,

  async run(facts, { tools }) {
    const replayed = await tools.replayEvents(choiceOf(facts), { isDry: facts.dryRun })
    return { record: undefined, output: { replayed }, isUnchanged: true }
  },
}
