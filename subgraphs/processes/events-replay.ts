import { choiceOf, type EventsReplayInput, REPLAY_INPUT, type ReplayFacts } from './events-replay/input.ts'
import type { Prepared, Process } from './process.ts'
import { replayEvents } from './steps/replay-events.ts'

/** What systems told is applied again, because somebody decided so: all of it at once, by whichever node follows them. */
export const eventsReplay: Process<EventsReplayInput, ReplayFacts> = {
  kind: 'EVENTS_REPLAY',
  input: REPLAY_INPUT,
  async prepare(input, { tools }): Promise<Prepared<ReplayFacts>> {
    const count = await tools.replayEvents(choiceOf(input), { isDry: true })
    return {
      ...{ facts: { ...input, count }, problems: [], approval: undefined, warnings: [] },
      ...{ subject: undefined, amount: undefined, customerId: undefined, businessUnitKey: undefined },
      pinned: { count },
    }
  },
  // What systems told is of every customer's.
  missing: () => ({
    code: 'FORBIDDEN',
    message: 'it is about more customers than who starts it may see',
    path: [],
    suggestedFix: undefined,
  }),
  steps: [replayEvents],
}
