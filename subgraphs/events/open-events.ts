import type { BusinessEvent, FollowedType } from '#shared/events/event.ts'
import { TELLS_ALL_ALIKE, WAITS_FOR_READER } from '#shared/events/waits-for-reader.ts'
import { WeftError } from '#shared/errors.ts'
import type { Store } from '#shared/store/store.ts'
import type { Context } from './context.ts'
import { createEventFilter, type EventArguments } from './event-filter.ts'
import { createEventStream } from './log/event-stream.ts'
import { readHead } from './log/log-rows.ts'

/** What a subscription asks for. */
export interface EventQuestion extends EventArguments {
  /** The field of the schema's Subscription. */
  field: string
  type: FollowedType
  /** Events about this entity alone. */
  entityId?: string
}

/**
 * The events of one type from now on, or after a sequence: those that the log holds first. Each as the field's value.
 * SEQUENCE_UNKNOWN and SEQUENCE_EXPIRED for a sequence that the stream cannot go on from without leaving any out.
 */
export async function openEvents(
  { field, type, entityId, since, ...given }: EventQuestion,
  { store, customers, follower, request }: Context,
): Promise<AsyncIterable<unknown>> {
  const fits = createEventFilter(type, given, request.caller, customers)
  const accepts = (event: BusinessEvent): boolean =>
    (entityId === undefined || event.entityId === entityId) && fits(event)
  const log = await follower()
  const after = since == null ? log.position : await positionOf(since, store)
  // What another node has just written may not be read here yet.
  if (after > log.position) await log.advance()
  const readAfter = (sequence: number, signal: AbortSignal): AsyncIterable<unknown> =>
    asValuesOf(field, createEventStream(log, { after: sequence, accepts, signal }))
  const source = readAfter(after, request.signal)
  if (since != null) return source
  return Object.assign(source, {
    [TELLS_ALL_ALIKE]: (event: unknown, signal: AbortSignal) => readAfter(sequenceOf(event, field), signal),
  })
}

/** Each event as what the subscription's root is to the engine. */
function asValuesOf(field: string, events: AsyncIterableIterator<BusinessEvent>): AsyncIterable<unknown> {
  return {
    [WAITS_FOR_READER]: true,
    [Symbol.asyncIterator]: () => ({
      async next(): Promise<IteratorResult<unknown>> {
        const taken = await events.next()
        return taken.done ? taken : { value: { [field]: taken.value }, done: false }
      },
      async return() {
        await events.return?.()
        return { value: undefined, done: true }
      },
    }),
  } as AsyncIterable<unknown>
}

const sequenceOf = (event: unknown, field: string): number =>
  (event as Record<string, BusinessEvent>)[field]?.sequence ?? 0

async function positionOf(since: string, store: Store): Promise<number> {
  const head = await readHead(store)
  const sequence = /^\d{1,15}$/.test(since) ? Number(since) : Number.NaN
  if (!(sequence <= head.sequence))
    throw new WeftError('SEQUENCE_UNKNOWN', 'the log has no such sequence: read what is there, then follow')
  if (sequence < head.removedThrough)
    throw new WeftError(
      'SEQUENCE_EXPIRED',
      'events after this sequence were removed: read what is there, then follow',
    )
  return sequence
}
