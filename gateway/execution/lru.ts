/** What a bounded cache has seen since it was made. */
export interface CacheCounters {
  hits: number
  misses: number
  evictions: number
  entries: number
  bytes: number
}

/** A cache that forgets what was used longest ago once its values' sizes pass `maxBytes`. */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined
  /** A value larger than the whole cache is not kept. */
  set(key: string, value: Value, bytes: number): void
  readonly counters: Readonly<CacheCounters>
}

/** Creates a cache bounded in bytes; a Map keeps its keys in the order of their last use. */
export function createBoundedCache<Value>(maxBytes: number): BoundedCache<Value> {
  const entries = new Map<string, { value: Value; bytes: number }>()
  const counters: CacheCounters = { hits: 0, misses: 0, evictions: 0, entries: 0, bytes: 0 }

  const remove = (key: string, bytes: number): void => {
    entries.delete(key)
    counters.bytes -= bytes
    counters.entries -= 1
  }
  const evictUntilItFits = (): void => {
    for (const [key, { bytes }] of entries) {
      if (counters.bytes <= maxBytes) return
      remove(key, bytes)
      counters.evictions += 1
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
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },
    set(key, value, bytes) {
      if (bytes > maxBytes) return
      const earlier = entries.get(key)
      if (earlier) remove(key, earlier.bytes)
      entries.set(key, { value, bytes })
      counters.bytes += bytes
      counters.entries += 1
      evictUntilItFits()
    },
  }
}
