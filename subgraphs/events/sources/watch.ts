import type { CallContext } from '#shared/connections/call-context.ts'
import type { ChangeHint, ListedChange, PollSource, Watermark } from '#shared/events/changes.ts'
import type { EventCause } from '#shared/events/event.ts'
import { WeftError } from '#shared/errors.ts'
import type { Store } from '#shared/store/store.ts'
import { insertItems } from '../inbox/inbox-rows.ts'
import { toItem } from '../inbox/ingress.ts'
import { readWatermark, saveWatermark, unknownAmong } from './watermark-rows.ts'

export interface LookOptions {
  store: Store
  connectionId: string
  poll: PollSource
  cause: EventCause
  /** Where a list that was never read begins. */
  from: Date
  /** Later changes are left for the next look: their second may not be over, and whoever is to tell of them gets the time to. */
  until?: Date
  /** How far each look goes back behind the last one: clocks differ, and a vendor may list a change late. */
  overlapMs: number
}

/** No list has as many pages: a vendor that answers the same again and again must not hold us for ever. */
const MOST_PAGES = 10_000

/**
 * Reads every list of changes from its watermark on, and puts what the log does not know into the inbox. Answers how many
 * changes were new. Breaks off at the first failure; the next look goes on from the last page.
 */
export async function lookForChanges(options: LookOptions, call: CallContext): Promise<number> {
  let found = 0
  for (const objectType of options.poll.objectTypes) found += await readList(objectType, options, call)
  return found
}

async function readList(objectType: string, options: LookOptions, call: CallContext): Promise<number> {
  const { store, connectionId, overlapMs } = options
  const last = await readWatermark(store, { connectionId, objectType })
  let after = last
    ? { changedAt: new Date(last.changedAt.getTime() - overlapMs), nativeId: '' }
    : { changedAt: options.from, nativeId: '' }
  let found = 0
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { changes, hasMore } = await settledChanges(objectType, after, options, call)
    const next = changes.at(-1)
    if (!next) return found
    if (!isAfter(next, after))
      throw new WeftError('INVALID_RESPONSE', 'a list of changes does not advance', { system: connectionId })
    found += await keepUnknown(changes, objectType, options, call)
    // The overlap looks back: the watermark itself never does.
    if (!last || isAfter(next, last)) await saveWatermark(store, { connectionId, objectType, ...next })
    if (!hasMore) return found
    after = next
  }
  throw new WeftError('INVALID_RESPONSE', 'a list of changes has no end', { system: connectionId })
}

async function settledChanges(
  objectType: string,
  after: Watermark,
  { poll, until }: LookOptions,
  call: CallContext,
): Promise<{ changes: ListedChange[]; hasMore: boolean }> {
  const page = await poll.listChanges(objectType, after, call)
  const changes = until ? page.changes.filter(({ changedAt }) => changedAt <= until) : page.changes
  return { changes, hasMore: page.hasMore && changes.length === page.changes.length }
}

async function keepUnknown(
  changes: readonly ListedChange[],
  objectType: string,
  { store, connectionId, cause }: LookOptions,
  { correlationId }: CallContext,
): Promise<number> {
  const unknown = await unknownAmong(store, { connectionId, objectType }, changes)
  const origin = { connectionId, cause, receivedAt: new Date(), correlationId }
  const items = unknown.map((change) => toItem(toHint(change, objectType), origin))
  if (items.length > 0) await insertItems(store, items)
  return items.length
}

/** The same state of the same record is one event, however often a look finds it. */
function toHint({ nativeId, changedAt, version, requestKeys }: ListedChange, objectType: string): ChangeHint {
  const state = version ?? changedAt.toISOString()
  return {
    sourceEventId: `listed:${objectType}:${nativeId}:${state}`,
    objectType,
    nativeId,
    occurredAt: changedAt,
    nativeEventType: 'listed',
    ...(requestKeys && { requestKeys }),
  }
}

/** Ids of one instant have the vendor's order, which need not be that of their texts: another one is a later one. */
function isAfter(one: Watermark, other: Watermark): boolean {
  const apart = one.changedAt.getTime() - other.changedAt.getTime()
  return apart > 0 || (apart === 0 && one.nativeId !== other.nativeId)
}
