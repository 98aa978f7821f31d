import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { isWeftError } from '../errors.ts'
import type { Store } from '../store/store.ts'
import type { Logger } from '../telemetry/logger.ts'
import { bringUpToDate, type KeptList } from './keep-list.ts'

/** Looks after one list. */
export interface Keeper {
  /** Brings the list up to date, by what the vendor lists as changed, too. */
  reconcile(signal: AbortSignal): Promise<void>
  /** Something was heard of a record. */
  wake(): void
  /** Brings it up to date again and again, until the signal ends. */
  run(signal: AbortSignal): Promise<void>
}

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

export function createKeeper(
  kept: KeptList,
  { store, clock, logger, lookMs }: { store: Store; clock: Clock; logger: Logger; lookMs: number },
): Keeper {
  const { connection, name } = kept.list
  const newCall = (signal: AbortSignal) => ({ correlationId: `projection-${randomUUID()}`, signal })
  const naps = createNaps()
  let turn: Promise<unknown> = Promise.resolve()
  let lookedAt = Number.NEGATIVE_INFINITY

  /** One at a time: what is read later is kept later. */
  const bring = (isLookDue: boolean, signal: AbortSignal): Promise<void> => {
    const began = performance.now()
    const next = turn.then(() => bringUpToDate(kept, { store, clock, newCall, isLookDue }, signal))
    turn = next.catch(() => {})
    return next.then(() => {
      if (isLookDue) lookedAt = began
    })
  }
  const report = (error: unknown): void => {
    const facts = isWeftError(error) ? { code: error.code } : { err: error }
    logger.warn({ system: connection.id, list: name, ...facts }, 'a projection is not up to date')
  }
  const untilDue = (): number => Math.max(0, lookedAt + lookMs - performance.now())

  return {
    reconcile: (signal) => bring(true, signal),
    wake: naps.wake,
    async run(signal) {
      let failures = 0
      while (!signal.aborted) {
        try {
          await bring(untilDue() === 0, signal)
          failures = 0
        } catch (error) {
          if (signal.aborted) return
          report(error)
          failures += 1
        }
        const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS)
        await naps.take(failures > 0 ? pause : untilDue(), { signal, isDeep: failures > 0 })
      }
    },
  }
}

/** Pauses that somebody else may end, unless they are deep; being woken while awake ends the next one. */
function createNaps() {
  let isWoken = false
  let stop = (): void => {}
  return {
    wake() {
      isWoken = true
      stop()
    },
    async take(ms: number, { signal, isDeep }: { signal: AbortSignal; isDeep: boolean }): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, ms)
      signal.addEventListener('abort', () => resolve(), { once: true })
      if (!isDeep) stop = resolve
      if (signal.aborted || (isWoken && !isDeep)) resolve()
      await promise
      isWoken = false
      stop = () => {}
      clearTimeout(timer)
    },
  }
}
