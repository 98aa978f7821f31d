import type { CacheTag } from './cache.ts'

/** Which tags were invalidated while readings were under way. */
export interface Invalidations {
  /** How many there were; what began at this count is outdated by a later one. */
  count(): number
  note(tag: CacheTag): void
  /** The count of the last invalidation of any of the tags; 0 for none. */
  lastOf(tags: Iterable<CacheTag>): number
  /** What comes after `began` is remembered as long as somebody holds it. */
  hold(began: number): Disposable
}

/** Above this many, what no reading under way can need is forgotten. */
const MANY = 10_000

export function createInvalidations(): Invalidations {
  const last = new Map<CacheTag, number>()
  const held = new Map<symbol, number>()
  let counted = 0

  const forget = (): void => {
    if (held.size === 0) last.clear()
    if (last.size <= MANY) return
    const oldest = Math.min(...held.values())
    for (const [tag, count] of last) if (count <= oldest) last.delete(tag)
  }

  return {
    count: () => counted,
    note(tag) {
      counted += 1
      if (held.size > 0) last.set(tag, counted)
    },
    lastOf(tags) {
      let latest = 0
      for (const tag of tags) latest = Math.max(latest, last.get(tag) ?? 0)
      return latest
    },
    hold(began) {
      const mark = Symbol('hold')
      held.set(mark, began)
      return {
        [Symbol.dispose]() {
          held.delete(mark)
          forget()
        },
      }
    },
  }
}
