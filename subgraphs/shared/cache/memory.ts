import type { CacheTag, ConnectionCounters } from './cache.ts'

/** An answer in memory. */
export interface Entry {
  readonly key: string
  /** Undefined: the system has none. */
  readonly value: unknown
  /** When its reading began, in milliseconds of the clock. */
  readonly readAt: number
  readonly tags: readonly CacheTag[]
  readonly bytes: number
  /** Of the connection that answered. */
  readonly counters: ConnectionCounters
  /** Whether it was asked for since room was last made. */
  isUsed: boolean
}

/** Entries by key and by tag, bounded in bytes. */
export interface Memory {
  get(key: string): Entry | undefined
  /** Replaces what was known by the key. An entry larger than the whole memory is not kept. */
  set(entry: Entry): void
  /** Forgets what carries the tag. */
  drop(tag: CacheTag): void
  size(): { entries: number; bytes: number }
}

/**
 * Makes room by taking entries in the order in which they came, and letting those that were asked for since then pass once:
 * so a hit writes one flag and moves nothing. What was read before `keptSince` goes first.
 */
export function createMemory(maxBytes: number, keptSince: () => number): Memory {
  const entries = new Map<string, Entry>()
  const byTag = new Map<CacheTag, Set<Entry>>()
  let bytes = 0

  const remove = (entry: Entry): void => {
    entries.delete(entry.key)
    bytes -= entry.bytes
    for (const tag of entry.tags) {
      const tagged = byTag.get(tag)
      tagged?.delete(entry)
      if (tagged?.size === 0) byTag.delete(tag)
    }
  }
  const add = (entry: Entry): void => {
    entries.set(entry.key, entry)
    bytes += entry.bytes
    for (const tag of entry.tags) {
      const tagged = byTag.get(tag)
      if (tagged) tagged.add(entry)
      else byTag.set(tag, new Set([entry]))
    }
  }
  const makeRoom = (): void => {
    const since = keptSince()
    for (const entry of entries.values()) {
      const isOver = entry.readAt < since
      if (!isOver && bytes <= maxBytes) return
      if (!isOver && entry.isUsed) {
        entry.isUsed = false
        entries.delete(entry.key)
        entries.set(entry.key, entry)
        continue
      }
      remove(entry)
      if (!isOver) entry.counters.evicted += 1
    }
  }

  return {
    get: (key) => entries.get(key),
    set(entry) {
      const earlier = entries.get(entry.key)
      if (earlier) remove(earlier)
      if (entry.bytes > maxBytes) return
      add(entry)
      makeRoom()
    },
    drop(tag) {
      for (const entry of byTag.get(tag) ?? []) {
        remove(entry)
        entry.counters.invalidated += 1
      }
    },
    size: () => ({ entries: entries.size, bytes }),
  }
}
