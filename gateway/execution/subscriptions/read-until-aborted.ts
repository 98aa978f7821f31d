/** Gives events until they end, fail or are no longer wanted; `toFailure` says what a failure means to us. */
export async function* readUntilAborted(
  events: AsyncIterableIterator<unknown>,
  signal: AbortSignal,
  toFailure: (cause: unknown) => unknown,
): AsyncGenerator<unknown> {
  const leave = (): void => void events.return?.()
  signal.addEventListener('abort', leave, { once: true })
  if (signal.aborted) leave()
  try {
    yield* events
  } catch (cause) {
    throw toFailure(cause)
  } finally {
    signal.removeEventListener('abort', leave)
    leave()
  }
}
