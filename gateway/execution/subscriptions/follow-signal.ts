/** A signal that ends with another one, or by itself before. */
export interface FollowingSignal {
  readonly signal: AbortSignal
  /** Ends this signal alone and lets go of the one it followed. */
  end(reason?: unknown): void
  /** Lets go of the signal it followed, and goes on without it. */
  letGo(): void
}

/** Follows a signal; unlike `AbortSignal.any` it leaves nothing behind on one that lives much longer. */
export function followSignal(followed: AbortSignal): FollowingSignal {
  const controller = new AbortController()
  const letGo = (): void => followed.removeEventListener('abort', pass)
  const end = (reason?: unknown): void => {
    letGo()
    controller.abort(reason)
  }
  const pass = (): void => end(followed.reason)
  if (followed.aborted) pass()
  else followed.addEventListener('abort', pass, { once: true })
  return { signal: controller.signal, end, letGo }
}
