import { type Clock, systemClock } from '../clock.ts'
import type { EntityCache } from './cache.ts'
import { createKeptAnswers } from './kept-answers.ts'
import { createReadThrough } from './read-through.ts'
import type { Remote } from './remote.ts'

export interface EntityCacheOptions {
  /** How old an answer may be in an operation that does not say; 0: the systems are asked. */
  maxAgeSeconds: number
  /** How old an answer may be when its system fails. */
  staleSeconds: number
  /** What the answers in memory may weigh, estimated. */
  maxBytes: number
  /** The second level; absent: memory alone. */
  remote?: Remote | undefined
  clock: Clock
}

const DEFAULTS: EntityCacheOptions = {
  maxAgeSeconds: 0,
  staleSeconds: 0,
  maxBytes: 64 * 1024 * 1024,
  clock: systemClock,
}

/** A record that is not there yet is often about to be: "there is none" is believed no longer than this. */
const ABSENCE_MS = 10_000

type Bounds = Pick<EntityCacheOptions, 'maxAgeSeconds' | 'staleSeconds'>

/** How long an answer can be of use; an operation that would take an older one finds none. */
export const keptMsOf = ({ maxAgeSeconds, staleSeconds }: Bounds): number =>
  Math.max(maxAgeSeconds, staleSeconds) * 1_000

/** Creates a cache; without options one that shares calls under way and keeps nothing. */
export function createEntityCache(given: Partial<EntityCacheOptions> = {}): EntityCache {
  const options = { ...DEFAULTS, ...given }
  const { remote, maxBytes, clock } = options
  const kept = createKeptAnswers({ maxBytes, keptMs: keptMsOf(options), remote, clock })
  return {
    freshnessOf: createFreshnessOf(options),
    find: kept.find,
    read: createReadThrough({ kept, clock }),
    beginKeeping() {
      const began = kept.invalidations.count()
      const held = kept.invalidations.hold(began)
      return {
        keep: (given) => kept.keep({ ...given, began }),
        [Symbol.dispose]: () => held[Symbol.dispose](),
      }
    },
    invalidate: kept.invalidate,
    snapshot: () => ({
      connections: kept.counters(),
      ...kept.size(),
      remote: remote && { ...remote.counters },
    }),
    close: async () => remote?.close(),
  }
}

/** An operation that asks for now gets nothing old, not even when the system fails. */
function createFreshnessOf({ maxAgeSeconds: usual, staleSeconds }: Bounds): EntityCache['freshnessOf'] {
  return ({ receivedAt, maxAgeSeconds = usual }) => {
    const now = receivedAt.getTime()
    const maxAgeMs = maxAgeSeconds * 1_000
    return {
      usableSince: now - maxAgeMs,
      absenceUsableSince: now - Math.min(maxAgeMs, ABSENCE_MS),
      staleUsableSince: maxAgeMs === 0 ? Number.POSITIVE_INFINITY : now - staleSeconds * 1_000,
    }
  }
}
