import type { BusinessEvent, EventType } from '#shared/events/event.ts'
import type { Store } from '#shared/store/store.ts'
import { maySee } from '../event-filter.ts'
import type { Follower } from '../log/follower.ts'
import { entityKeyOf, type Pending, readDue, waitingAmong } from './backlog.ts'
import type { Endpoint } from './endpoint.ts'
import type { Standing } from './lease.ts'

/** What is to be delivered next, and how far the log was read for it. */
export interface NextEvents {
  /** In the order of the log but for what comes from the backlog, which is first. */
  pending: readonly Pending[]
  /** Fresh events behind one of their entity that waits: they wait, too. */
  behind: readonly Pending[]
  position: number
  /** Events after the position were removed from the log up to here; undefined: none were. */
  removedThrough: number | undefined
}

/** The most events in one turn: so many are sent again when the process is killed in the middle of it. */
const TURN_EVENTS = 50

/** Reads what is due of the backlog, and from the log after `start` what is this endpoint's. */
export async function readNext(
  endpoint: Endpoint,
  {
    store,
    follower,
    standing,
  }: { store: Store; follower: Pick<Follower, 'eventsAfter'>; standing: Standing },
  start: number,
): Promise<NextEvents> {
  const { isDown, isDue } = standing
  const due = isDue ? await readDue(store, { endpointId: endpoint.id, isDown }, TURN_EVENTS) : []
  const most = isDown ? Number(isDue) : TURN_EVENTS - due.length
  const page = most > 0 ? await follower.eventsAfter(start) : []
  const first = page[0]
  if (first && first.sequence > start + 1)
    return { pending: [], behind: [], position: start, removedThrough: first.sequence - 1 }
  const wanted = page.filter((event) => isFor(endpoint, event))
  const fresh = wanted.slice(0, most).map(toPending)
  const isWaiting = standing.hasBacklog ? await waitingAmong(store, endpoint.id, fresh) : () => false
  const last = wanted.length > most ? fresh.at(-1)?.event : page.at(-1)
  return {
    pending: [...due, ...fresh.filter((each) => !isWaiting(each))],
    behind: fresh.filter(isWaiting),
    position: last?.sequence ?? start,
    removedThrough: undefined,
  }
}

/** Whether an event is of a type that the endpoint asked for, and its partner's to see. */
export function isFor({ types, rows }: Pick<Endpoint, 'types' | 'rows'>, event: BusinessEvent): boolean {
  return types.has(event.type as EventType) && maySee(rows, event)
}

/** An event that was never tried. */
const toPending = (event: BusinessEvent): Pending => ({
  event,
  entityKey: entityKeyOf(event),
  attempts: 0,
  firstFailedAt: undefined,
  lastFailedAt: undefined,
})
