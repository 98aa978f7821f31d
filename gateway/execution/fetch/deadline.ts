/** A signal that ends with its caller's, or when its time is over. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal
}

/** Starts a deadline; disposing of it lets go of the timer and of the caller. */
export function startDeadline(caller: AbortSignal, deadlineMs: number): Deadline {
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
