/** A signal that ends with its caller's, or when its time is over. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal
}

/**
 * Starts a deadline; disposing of it lets go of the timer and of the caller. A caller that hands over what ends it, for this alone,
 * is ended by the deadline itself.
 */
export function startDeadline(caller: AbortSignal | AbortController, deadlineMs: number): Deadline {
  if (caller instanceof AbortController) {
    const timer = setTimeout(() => caller.abort(), deadlineMs)
    return { signal: caller.signal, [Symbol.dispose]: () => clearTimeout(timer) }
  }
  const controller = new AbortController()
  const end = () => controller.abort(caller.reason)
  const timer = setTimeout(() => controller.abort(), deadlineMs)
  if (caller.aborted) end()
  else caller.addEventListener('abort', end, { once: true })
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer)
      caller.removeEventListener('abort', end)
    },
  }
}
