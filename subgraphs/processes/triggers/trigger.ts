import type { BusinessEvent, LoggedType } from '#shared/events/event.ts'
import type { Engine } from '../engine/engine.ts'
import { startRun } from '../engine/start.ts'
import type { ProcessKind } from '../process.ts'

/** `renewal-window` is no event's: the day comes by itself. */
export type TriggerName = 'case-opened' | 'payment-failed' | 'opportunity-won' | 'renewal-window'

/** What some events start. */
export interface Trigger {
  name: TriggerName
  types: readonly LoggedType[]
  /** Asked again for an event that was answered already, or could not be: what it starts has a key made of the event. */
  answer(event: BusinessEvent, engine: Engine): Promise<void>
}

interface Started {
  kind: ProcessKind
  input: unknown
  key: string
}

/** Starts a run because of an event, once for the key. */
export function startByEvent(
  engine: Engine,
  { type, correlationId }: BusinessEvent,
  started: Started,
): Promise<void> {
  return startByItself(engine, started, { startedBy: `event ${type}`, correlationId })
}

/** Starts a run that nobody asked for, once for the key. */
export async function startByItself(
  engine: Engine,
  { kind, input, key }: Started,
  { startedBy, correlationId }: { startedBy: string; correlationId: string },
): Promise<void> {
  const started = await startRun(engine, kind, input, {
    idempotencyKey: key,
    clientId: 'weft',
    startedBy,
    correlationId,
    operation: `trigger:${kind}`,
  })
  if ('userErrors' in started)
    engine.logger.error({ startedBy, correlationId, refusal: started.userErrors }, 'a trigger starts nothing')
}
