import type { BusinessEvent } from '#shared/events/event.ts'
import type { Follower } from './follower.ts'

/**
 * The events after a sequence that somebody accepts, in order, none twice and none left out: first those that the log holds,
 * then those that come. Nothing is kept for a slow reader, it only stands further back in the log. Ends by `return()` or
 * with the signal.
 */
export function createEventStream(
  follower: Follower,
  { after, accepts, signal }: { after: number; accepts(event: BusinessEvent): boolean; signal: AbortSignal },
): AsyncIterableIterator<BusinessEvent> {
  let position = after
  let accepted: BusinessEvent[] = []
  let isOver = signal.aborted
  let wake = (): void => {}
  const stopListening = follower.listen(() => wake())

  const end = (): void => {
    isOver = true
    stopListening()
    signal.removeEventListener('abort', end)
    wake()
  }
  signal.addEventListener('abort', end, { once: true })
  if (isOver) end()

  const waitForMore = async (): Promise<void> => {
    if (isOver || follower.position > position) return
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  }

  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      while (!isOver && accepted.length === 0) {
        const page = await follower.eventsAfter(position)
        position = page.at(-1)?.sequence ?? position
        accepted = page.filter(accepts)
        if (accepted.length === 0) await waitForMore()
      }
      const event = isOver ? undefined : accepted.shift()
      return event ? { value: event, done: false } : { value: undefined, done: true }
    },
    async return() {
      end()
      return { value: undefined, done: true }
    },
  }
}
