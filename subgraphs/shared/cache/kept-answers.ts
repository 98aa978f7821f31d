import type { Clock } from '../clock.ts'
import type { CacheTag, ConnectionCounters, Freshness, Question } from './cache.ts'
import { contentsOf } from './contents.ts'
import { createInvalidations, type Invalidations } from './invalidations.ts'
import { createMemory, type Entry } from './memory.ts'
import type { Remote } from './remote.ts'

/** An answer that has just been read. */
export interface ReadAnswer {
  connectionId: string
  question: Question
  answer: unknown
  /** When its reading began, and how many invalidations there were then. */
  readAt: number
  began: number
}

/** Answers in memory and, behind it, in the second level. */
export interface KeptAnswers {
  readonly invalidations: Invalidations
  /** Whether there is a second level. */
  readonly isDeep: boolean
  /** What is in memory and may be used; counts as a hit. */
  find(key: string, freshness: Freshness): Entry | undefined
  /** What is in memory and may be used when the system fails; never that there is nothing. */
  findStale(key: string, freshness: Freshness): Entry | undefined
  /** Keeps an answer, unless a part of it failed, or what it holds was invalidated since its reading began. */
  keep(read: ReadAnswer): void
  /** Brings what the second level has of the questions into memory. */
  bring(questions: readonly Question[], connectionId: string): Promise<void>
  invalidate(tags: Iterable<CacheTag>): void
  countersOf(connectionId: string): ConnectionCounters
  counters(): Record<string, ConnectionCounters>
  size(): { entries: number; bytes: number }
}

export function createKeptAnswers(options: {
  maxBytes: number
  keptMs: number
  remote: Remote | undefined
  clock: Clock
}): KeptAnswers {
  const { maxBytes, keptMs, remote, clock } = options
  const memory = createMemory(maxBytes, () => clock.now().getTime() - keptMs)
  const invalidations = createInvalidations()
  const countersById = new Map<string, ConnectionCounters>()

  const countersOf = (connectionId: string): ConnectionCounters => {
    const known = countersById.get(connectionId)
    if (known) return known
    const counters = { hits: 0, misses: 0, shared: 0, stale: 0, evicted: 0, invalidated: 0 }
    countersById.set(connectionId, counters)
    return counters
  }
  const remember = (entry: Omit<Entry, 'counters' | 'isUsed'>, connectionId: string): void => {
    const earlier = memory.get(entry.key)
    if (earlier && earlier.readAt > entry.readAt) return
    memory.set({ ...entry, counters: countersOf(connectionId), isUsed: false })
  }

  return {
    invalidations,
    isDeep: remote !== undefined,
    countersOf,
    counters: () => Object.fromEntries([...countersById].map(([id, counters]) => [id, { ...counters }])),
    size: memory.size,
    find(key, { usableSince, absenceUsableSince }) {
      const entry = memory.get(key)
      if (!entry || entry.readAt < (entry.value === undefined ? absenceUsableSince : usableSince))
        return undefined
      entry.isUsed = true
      entry.counters.hits += 1
      return entry
    },
    findStale(key, { staleUsableSince }) {
      const entry = memory.get(key)
      return entry?.value === undefined || entry.readAt < staleUsableSince ? undefined : entry
    },
    keep({ connectionId, question: { key, tags: asked }, answer, readAt, began }) {
      if (keptMs === 0) return
      const { tags, bytes, hasFailure } = contentsOf(answer)
      for (const tag of asked) tags.add(tag)
      if (hasFailure || invalidations.lastOf(tags) > began) return
      const entry = { value: answer, readAt, tags: [...tags] }
      remember({ ...entry, key, bytes: bytes + key.length }, connectionId)
      remote?.keep(key, entry)
    },
    async bring(questions, connectionId) {
      const wanted = questions.filter(({ key }) => !memory.get(key))
      if (!remote || wanted.length === 0) return
      const began = invalidations.count()
      using _ = invalidations.hold(began)
      const found = await remote.lookup(wanted.map(({ key }) => key))
      for (const [index, { key }] of wanted.entries()) {
        const entry = found[index]
        if (!entry || invalidations.lastOf(entry.tags) > began) continue
        remember({ ...entry, key, bytes: contentsOf(entry.value).bytes + key.length }, connectionId)
      }
    },
    invalidate(tags) {
      const distinct = new Set(tags)
      for (const tag of distinct) {
        invalidations.note(tag)
        memory.drop(tag)
      }
      remote?.invalidate(distinct)
    },
  }
}
