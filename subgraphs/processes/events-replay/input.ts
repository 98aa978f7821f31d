import { EVENT_TYPES, type EventType } from '#shared/events/event.ts'
import { z } from 'zod'
import type { EventChoice } from '../tools.ts'

/** What starts eventsReplay: which of what systems told, by when it was received. */
export interface EventsReplayInput {
  /** A connection; null: every one. */
  systemId?: string | null | undefined
  /** ISO 8601 instants. */
  from: string
  to: string
  types?: readonly string[] | null | undefined
  dryRun: boolean
}

export const REPLAY_INPUT = z.strictObject({
  systemId: z.string().nullish(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  types: z.array(z.enum(EVENT_TYPES)).nullish(),
  dryRun: z.boolean(),
})

/** JSON. */
export interface ReplayFacts extends EventsReplayInput {
  /** How much it was when it was looked at. */
  count: number
}

const isEventType = (type: string): type is EventType => EVENT_TYPES.some((known) => known === type)

export function choiceOf({ systemId, from, to, types }: EventsReplayInput): EventChoice {
  return {
    connectionId: systemId ?? undefined,
    from: new Date(from),
    to: new Date(to),
    types: types?.filter(isEventType),
  }
}
