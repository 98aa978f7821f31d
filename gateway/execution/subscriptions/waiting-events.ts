import { WeftError } from '#shared/errors.ts'

/** Events of one source in the order they came, read ahead of whoever takes them. */
export interface WaitingEvents {
  /** The next event; undefined at the end. Rejects, after the last event, with why the source ended early. */
  take(): Promise<{ event: unknown } | undefined>
  /** Lets go of the source and of what still waits; `cause` is what `take` then rejects with. */
  end(cause?: unknown): void
}

const tooSlow = (): WeftError =>
  new WeftError('STREAM_ENDED', 'The reader is slower than the events: subscribe again.', {
    system: 'gateway',
  })

/**
 * Reads a source as fast as it gives, because an unread source grows somewhere else. When more than `maxWaiting`
 * events wait, the source is let go of: those events are still given, then the reader learns that it was too slow.
 */
export function readAhead(source: AsyncIterable<unknown>, maxWaiting: number): WaitingEvents {
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
