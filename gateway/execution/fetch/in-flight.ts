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

/** Creates an empty set of calls. */
export function createInFlight(): InFlight {
  const calls = new Map<string, SharedCall>()

  const forget = (key: string, call: SharedCall): void => {
    if (calls.get(key) === call) calls.delete(key)
  }
  const begin = (key: string, start: (signal: AbortSignal) => Promise<unknown>): SharedCall => {
    const abort = new AbortController()
    const call: SharedCall = { promise: start(abort.signal), waiters: 0, abort }
    calls.set(key, call)
    const forgetIt = () => forget(key, call)
    call.promise.then(forgetIt, forgetIt)
    return call
  }
  const leave = (key: string, call: SharedCall, reason: unknown): void => {
    call.waiters -= 1
    if (call.waiters > 0) return
    forget(key, call)
    call.abort.abort(reason)
  }

  return {
    share<Value>(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<Value>) {
      if (signal.aborted) return Promise.reject(signal.reason)
      const call = calls.get(key) ?? begin(key, start)
      call.waiters += 1
      const { promise, resolve, reject } = Promise.withResolvers<Value>()
      const giveUp = () => {
        reject(signal.reason)
        leave(key, call, signal.reason)
      }
      signal.addEventListener('abort', giveUp, { once: true })
      const release = () => signal.removeEventListener('abort', giveUp)
      call.promise.then(
        (value) => {
          release()
          resolve(value as Value)
        },
        (cause) => {
          release()
          reject(cause)
        },
      )
      return promise
    },
  }
}
