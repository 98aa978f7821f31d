/** Calls that are under way, by everything that decides their answer. */
export interface InFlight {
  /** Joins the call under this key, or starts it. The call ends early only when nobody waits for it any more. */
  share<Value>(
    key: string,
    signal: AbortSignal,
    start: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value>
}

interface SharedCall {
  promise: Promise<unknown>
  waiters: number
  abort: AbortController
}

/** Rejects as soon as one waiter gives up, and never resolves. */
function givesUp(signal: AbortSignal): { promise: Promise<never>; release(): void } {
  const { promise, reject } = Promise.withResolvers<never>()
  const giveUp = () => reject(signal.reason)
  signal.addEventListener('abort', giveUp, { once: true })
  return { promise, release: () => signal.removeEventListener('abort', giveUp) }
}

/** Creates an empty set of calls. */
export function createInFlight(): InFlight {
  const calls = new Map<string, SharedCall>()

  const begin = (key: string, start: (signal: AbortSignal) => Promise<unknown>): SharedCall => {
    const abort = new AbortController()
    const call: SharedCall = { promise: start(abort.signal), waiters: 0, abort }
    calls.set(key, call)
    const forget = () => {
      if (calls.get(key) === call) calls.delete(key)
    }
    call.promise.then(forget, forget)
    return call
  }

  return {
    async share<Value>(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<Value>) {
      signal.throwIfAborted()
      const call = calls.get(key) ?? begin(key, start)
      call.waiters += 1
      const { promise, release } = givesUp(signal)
      try {
        return (await Promise.race([call.promise, promise])) as Value
      } finally {
        release()
        call.waiters -= 1
        if (call.waiters === 0) {
          call.abort.abort(signal.reason)
          if (calls.get(key) === call) calls.delete(key)
        }
      }
    },
  }
}
