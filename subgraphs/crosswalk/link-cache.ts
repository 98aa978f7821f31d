import type { Clock } from '#shared/clock.ts'

/** A bounded memory of what the store said. */
export interface LinkCache<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  forget(key: string): void
  forgetAll(): void
}

/**
 * Links almost never change. A write of this process forgets what it touches at once; what another process writes is
 * seen when the entry is older than `maxAgeMs`. Absence is never remembered. The oldest entries make room.
 */
export function createLinkCache<Value>(options: {
  maxEntries: number
  maxAgeMs: number
  clock: Clock
}): LinkCache<Value> {
  const { maxEntries, maxAgeMs, clock } = options
  const entries = new Map<string, { value: Value; until: number }>()
  return {
    get(key) {
      const entry = entries.get(key)
      if (entry && entry.until > clock.now().getTime()) return entry.value
      entries.delete(key)
      return undefined
    },
    set(key, value) {
      entries.delete(key)
      entries.set(key, { value, until: clock.now().getTime() + maxAgeMs })
      const [oldest] = entries.keys()
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest)
    },
    forget: (key) => void entries.delete(key),
    forgetAll: () => entries.clear(),
  }
}
