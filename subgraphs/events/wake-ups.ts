/** Wakes whoever waits for something to happen, by what it waits for. */
export interface WakeUps {
  wake(key: string): void
  wakeAll(): void
  /** Resolves when the key is woken, at the latest after so long. A wake-up while nobody waits is not lost. */
  wait(key: string, atMostMs: number): Promise<void>
}

export function createWakeUps(): WakeUps {
  const waiting = new Map<string, () => void>()
  const missed = new Set<string>()
  const wake = (key: string): void => {
    const resolve = waiting.get(key)
    if (resolve) resolve()
    else missed.add(key)
  }
  return {
    wake,
    wakeAll: () => {
      for (const key of [...waiting.keys()]) wake(key)
    },
    async wait(key, atMostMs) {
      if (missed.delete(key)) return
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, atMostMs)
      waiting.set(key, resolve)
      await promise
      clearTimeout(timer)
      waiting.delete(key)
    },
  }
}
