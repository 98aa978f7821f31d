import type { BusinessEvent, LoggedType } from '#shared/events/event.ts'
import type { Engine } from '../engine/engine.ts'
import { startRun } from '../engine/start.ts'
import type { ProcessKind } from '../process.ts'

export type TriggerName = 'case-opened' | 'payment-failed' | 'opportunity-won'

/** What some events start. */
export interface Trigger {
  name: TriggerName
  types: readonly LoggedType[]
  /** Asked again for an event that was answered already, or could not be: what it starts has a key made of the event. */
  answer(event: BusinessEvent, engine: Engine): Promise<void>
}

/** Starts a run because of an event, once for the key. */
export async function startByEvent(
  engine: Engine,
  event: BusinessEvent,
  { kind, input, key }: { kind: ProcessKind; input: unknown; key: string },
): Promise<void> {
  const started = await startRun(engine, kind, input, {
    idempotencyKey: key,
    clientId: 'weft',
    startedBy: `event ${event.type}`,
    correlationId: event.correlationId,
    operation: `trigger:${kind}`,
  })
  if ('userErrors' in started)
    engine.logger.error({ eventId: event.eventId, refusal: started.userErrors }, 'an event starts nothing')
}
