import { WeftError } from '#shared/errors.ts'
import { waitsForReader } from '#shared/events/waits-for-reader.ts'

/** Events of one source in the order they came, read ahead of whoever takes them. */
export interface WaitingEvents {
  /** The next event; undefined at the end. Rejects, after the last event, with why the source ended early. */
  take(): Promise<{ event: unknown } | undefined>
  /** Lets go of the source and of what still waits; `cause` is what `take` then rejects with. */
  end(cause?: unknown): void
}

/** Why a reader is sent away whom nothing more is kept for. */
export const tooSlow = (): WeftError =>
  new WeftError('STREAM_ENDED', 'The reader is slower than the events: subscribe again.', {
    system: 'gateway',
  })

/**
 * Reads a source as fast as it gives, because an unread source grows somewhere else. When more than `maxWaiting`
 * events wait, the source is let go of: those events are still given, then the reader learns that it was too slow.
 */
export function readAhead(source: AsyncIterable<unknown>, maxWaiting: number): WaitingEvents {
  if (waitsForReader(source)) return readOnDemand(source)
  const iterator = source[Symbol.asyncIterator]()
  const waiting: unknown[] = []
  let over: { cause: unknown } | undefined
  let wake = (): void => {}

  const finish = (cause?: unknown): void => {
    over ??= { cause }
    wake()
  }
  const letGo = (): void => {
    // A generator that waits for its next event returns only after it: nobody waits for that here.
    iterator.return?.()?.then(undefined, () => {})
  }
  const read = async (): Promise<void> => {
    while (!over) {
      const { value, done } = await iterator.next()
      if (over) return
      if (done) return finish()
      if (waiting.length >= maxWaiting) {
        finish(tooSlow())
        return letGo()
      }
      waiting.push(value)
      wake()
    }
  }
  read().catch(finish)

  return {
    async take() {
      while (waiting.length === 0 && !over)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      if (waiting.length > 0) return { event: waiting.shift() }
      if (over?.cause !== undefined) throw over.cause
      return undefined
    },
    end(cause) {
      const wasOver = over !== undefined
      waiting.length = 0
      over = { cause }
      wake()
      if (!wasOver) letGo()
    },
  }
}

/** Asks for an event when somebody takes it: the source has them all, wherever its reader stands. */
function readOnDemand(source: AsyncIterable<unknown>): WaitingEvents {
  const iterator = source[Symbol.asyncIterator]()
  let over: { cause: unknown } | undefined
  let stopWaiting = (): void => {}
  const next = async (): Promise<{ event: unknown } | undefined> => {
    const { value, done } = await iterator.next()
    return done ? undefined : { event: value }
  }
  return {
    // A race with a promise that stays open would keep something of every event.
    take() {
      const { promise, resolve, reject } = Promise.withResolvers<{ event: unknown } | undefined>()
      stopWaiting = () => (over?.cause === undefined ? resolve(undefined) : reject(over.cause))
      if (over) stopWaiting()
      else next().then(resolve, reject)
      return promise
    },
    end(cause) {
      if (over) return
      over = { cause }
      stopWaiting()
      iterator.return?.()?.then(undefined, () => {})
    },
  }
}
