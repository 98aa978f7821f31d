/** What decides an answer: who asks, and the text of the question. */
export interface CallKey {
  asker: string
  question: string
}

/** Calls that are under way, by everything that decides their answer. */
export interface InFlight {
  /** Joins the call under this key, or starts it. The call ends early only when nobody waits for it any more. */
  share<Value>(
    key: CallKey,
    signal: AbortSignal,
    start: (ending: AbortController) => Promise<Value>,
  ): Promise<Value>
}

interface SharedCall {
  question: string
  promise: Promise<unknown>
  waiters: number
  ending: AbortController
}

/** So many questions of one length one asker shares at once; looking through more costs more than it saves. */
const MOST_ALIKE = 64

/**
 * Creates an empty set of calls. A question is long and mostly its asker's only one: it is compared with those of its length, not
 * hashed.
 */
export function createInFlight(): InFlight {
  const calls = new Map<string, SharedCall[]>()

  const forget = (place: string, call: SharedCall): void => {
    const left = calls.get(place)?.filter((each) => each !== call) ?? []
    if (left.length > 0) calls.set(place, left)
    else calls.delete(place)
  }
  const begin = (
    place: string,
    question: string,
    start: (ending: AbortController) => Promise<unknown>,
  ): SharedCall => {
    const ending = new AbortController()
    const call: SharedCall = { question, promise: start(ending), waiters: 0, ending }
    const alike = calls.get(place)
    if (!alike) calls.set(place, [call])
    else if (alike.length < MOST_ALIKE) alike.push(call)
    else return call
    const forgetIt = () => forget(place, call)
    call.promise.then(forgetIt, forgetIt)
    return call
  }
  const leave = (place: string, call: SharedCall, reason: unknown): void => {
    call.waiters -= 1
    if (call.waiters > 0) return
    forget(place, call)
    call.ending.abort(reason)
  }

  return {
    share<Value>(
      { asker, question }: CallKey,
      signal: AbortSignal,
      start: (ending: AbortController) => Promise<Value>,
    ) {
      if (signal.aborted) return Promise.reject(signal.reason)
      const place = `${asker}\n${question.length}`
      const known = calls.get(place)?.find((each) => each.question === question)
      const call = known ?? begin(place, question, start)
      call.waiters += 1
      const { promise, resolve, reject } = Promise.withResolvers<Value>()
      const giveUp = () => {
        reject(signal.reason)
        leave(place, call, signal.reason)
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
