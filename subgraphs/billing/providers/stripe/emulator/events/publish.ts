import type { EmulatorContext } from '#shared/emulator/emulator.ts'
import { newId } from '../ids.ts'
import type { Row, State } from '../state.ts'

/** The version of the account: what events are written in, whatever version a caller asks in. */
export const API_VERSION = '2026-10-28.endive'

/** An event that is not published yet. */
export interface Emission {
  type: string
  /** The record as it was then. */
  object: Row
  previous: Record<string, unknown> | undefined
  /** Unix seconds. */
  created: number
}

/** https://docs.stripe.com/api/events/list: up to 30 days back (read 2026-11-22). */
const RETAINED_SECONDS = 30 * 86_400
const MOST_RETAINED = 50_000

/** Who caused events: no request where they came with time. */
export interface EventCause {
  context: EmulatorContext<State>
  request: { id: string | null; idempotency_key: string | null }
}

/** Writes events down, newest first, and sends them to whoever wants them. */
export function publish({ context, request }: EventCause, emissions: readonly Emission[]): void {
  const { state, webhooks } = context
  const { events } = state.collections
  for (const { type, object, previous, created } of emissions) {
    const event: Row = {
      id: newId('evt'),
      object: 'event',
      api_version: API_VERSION,
      created,
      data: { object, ...(previous ? { previous_attributes: previous } : {}) },
      livemode: false,
      pending_webhooks: webhooks.targetsOf(type).length,
      request,
      type,
    }
    events.unshift(event)
    state.byId.set(event.id, event)
    webhooks.send({ id: event.id, type, payload: event })
  }
  const oldest = context.now().getTime() / 1000 - RETAINED_SECONDS
  while (events.length > MOST_RETAINED || (events.at(-1)?.created ?? oldest) < oldest) {
    const forgotten = events.pop()
    if (forgotten) state.byId.delete(forgotten.id)
  }
}
