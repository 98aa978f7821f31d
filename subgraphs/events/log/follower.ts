import type { BusinessEvent, EventFeed } from '#shared/events/event.ts'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { readHead, readLog } from './log-rows.ts'

/** The log as this node reads it: what was told lately stands in memory, what is older in the store. */
export interface Follower extends EventFeed {
  /** The last sequence that this node has read. Everything up to it can be had from `eventsAfter`. */
  readonly position: number
  /** The next events after a sequence, at most a page; none where there is nothing yet. */
  eventsAfter(sequence: number): Promise<readonly BusinessEvent[]>
  /** Reads what is new; many calls at once are one. */
  advance(): Promise<void>
  close(): Promise<void>
}

const PAGE_EVENTS = 500
const REMEMBERED_EVENTS = 4_096
/** The net below the notices: what nobody told us is found by looking. */
const LOOK_EVERY_MS = 2_000

/** Follows the log from where it ends now. */
export async function openFollower(options: { store: Store; logger: Logger }): Promise<Follower> {
  const { store, logger } = options
  let { sequence: position } = await readHead(store)
  let recent: BusinessEvent[] = []
  const listeners = new Set<(events: readonly BusinessEvent[]) => void>()
  let isWanted = false
  let advancing: Promise<void> | undefined
  let isClosed = false

  const tell = (events: readonly BusinessEvent[]): void => {
    for (const listener of [...listeners]) {
      try {
        listener(events)
      } catch (error) {
        logger.error({ err: error }, 'a listener of the event log failed')
      }
    }
  }

  const readOn = async (): Promise<void> => {
    while (isWanted && !isClosed) {
      isWanted = false
      const events = await readLog(store, position, PAGE_EVENTS)
      const last = events.at(-1)
      if (!last) continue
      recent = [...recent, ...events].slice(-REMEMBERED_EVENTS)
      position = last.sequence
      isWanted ||= events.length === PAGE_EVENTS
      tell(events)
    }
  }

  const advance = (): Promise<void> => {
    isWanted = true
    advancing ??= readOn()
      .catch((error: unknown) => logger.warn({ err: error }, 'the event log could not be read'))
      .finally(() => {
        advancing = undefined
      })
    return advancing
  }

  const timer = setInterval(() => void advance(), LOOK_EVERY_MS)
  timer.unref()
  return {
    get position() {
      return position
    },
    async eventsAfter(sequence) {
      if (sequence >= position) return []
      const oldest = recent[0]?.sequence ?? Number.POSITIVE_INFINITY
      if (sequence + 1 < oldest) return readLog(store, sequence, PAGE_EVENTS)
      const start = sequence + 1 - oldest
      return recent.slice(start, start + PAGE_EVENTS)
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    advance,
    async close() {
      isClosed = true
      clearInterval(timer)
      await advancing
    },
  }
}
