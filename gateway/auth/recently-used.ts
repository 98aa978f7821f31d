/** Values by a text that is not to stay: who was not asked for within a minute is forgotten, whether somebody asks or not. */
export interface RecentlyUsed<Value> {
  get(text: string): Value | undefined
  set(text: string, value: Value): void
}

const FORGET_AFTER_MS = 60_000

/**
 * Creates them, at most `2 * maxEntries`: what was used lately, and what was used before. Every minute, or when there are too
 * many, the former become the latter and the latter are gone.
 */
export function createRecentlyUsed<Value>(
  maxEntries: number,
  forgetAfterMs = FORGET_AFTER_MS,
): RecentlyUsed<Value> {
  let lately = new Map<string, Value>()
  let before = new Map<string, Value>()
  let timer: NodeJS.Timeout | undefined
  const turn = (): void => {
    clearTimeout(timer)
    before = lately
    lately = new Map()
    timer = before.size > 0 ? setTimeout(turn, forgetAfterMs).unref() : undefined
  }
  const set = (text: string, value: Value): void => {
    if (lately.size >= maxEntries) turn()
    timer ??= setTimeout(turn, forgetAfterMs).unref()
    lately.set(text, value)
  }
  return {
    get(text) {
      const known = lately.get(text)
      if (known !== undefined) return known
      const earlier = before.get(text)
      if (earlier !== undefined) set(text, earlier)
      return earlier
    },
    set,
  }
}
