/** What a bounded cache has seen since it was made. */
export interface CacheCounters {
  hits: number
  misses: number
  evictions: number
  entries: number
  bytes: number
}

/** A cache that forgets what was not used for long once its values' sizes pass `maxBytes`. */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined
  /** A value larger than the whole cache is not kept. */
  set(key: string, value: Value, bytes: number): void
  readonly counters: Readonly<CacheCounters>
}

interface Entry<Value> {
  value: Value
  bytes: number
  /** Since it was last looked at for eviction. */
  isUsed: boolean
}

/**
 * Creates a cache bounded in bytes. A Map keeps its keys in the order in which they came; who was used has a second
 * chance at its end. A hit that moved its key there each time would cost more than finding it.
 */
export function createBoundedCache<Value>(maxBytes: number): BoundedCache<Value> {
  const entries = new Map<string, Entry<Value>>()
  const counters: CacheCounters = { hits: 0, misses: 0, evictions: 0, entries: 0, bytes: 0 }

  const remove = (key: string, bytes: number): void => {
    entries.delete(key)
    counters.bytes -= bytes
    counters.entries -= 1
  }
  const evictFor = (newest: string): void => {
    for (const [key, entry] of entries) {
      if (counters.bytes <= maxBytes) return
      if (key === newest) continue
      if (entry.isUsed) {
        entry.isUsed = false
        entries.delete(key)
        entries.set(key, entry)
      } else {
        remove(key, entry.bytes)
        counters.evictions += 1
      }
    }
  }

  return {
    counters,
    get(key) {
      const entry = entries.get(key)
      if (!entry) {
        counters.misses += 1
        return undefined
      }
      counters.hits += 1
      entry.isUsed = true
      return entry.value
    },
    set(key, value, bytes) {
      if (bytes > maxBytes) return
      const earlier = entries.get(key)
      if (earlier) remove(key, earlier.bytes)
      entries.set(key, { value, bytes, isUsed: false })
      counters.bytes += bytes
      counters.entries += 1
      evictFor(key)
    },
  }
}
