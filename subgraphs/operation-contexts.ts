import type { RequestContext } from '#shared/subgraph/context.ts'
import { authorityOf } from '../gateway/execution/fetch/call-headers.ts'

/** A fetch while it runs: the context of its operation, to be left when it is answered. */
export interface JoinedFetch {
  context: unknown
  leave(): void
}

/** The contexts of operations that ask a subgraph more than once, each of them one for all its fetches. */
export interface OperationContexts {
  join(request: RequestContext): JoinedFetch
}

interface KeptOperation {
  context: unknown
  end: AbortController
  timer: NodeJS.Timeout
  /** Fetches that somebody waits for. */
  waiting: number
}

/** More operations than this at once, and the oldest is forgotten: its later fetches read again what they need. */
const MAX_OPERATIONS = 1_000

/**
 * In one process an operation has one context: what it has read it does not read again, and knows where it came from.
 * A subgraph apart is asked by several requests, so it keeps that context from an operation's first fetch until the
 * operation's end. Its calls end then, or when the gateway waits for none of the operation's fetches any more.
 */
export function createOperationContexts(
  createContext: (request: RequestContext) => unknown,
): OperationContexts {
  const operations = new Map<string, KeptOperation>()

  const forget = (key: string, kept: KeptOperation, reason: unknown): void => {
    clearTimeout(kept.timer)
    if (operations.get(key) === kept) operations.delete(key)
    kept.end.abort(reason)
  }

  const keep = (key: string, timeoutMs: number, request: RequestContext): KeptOperation => {
    const end = new AbortController()
    const { signal } = end
    const isOver = (): void => forget(key, kept, new DOMException('the time is over', 'TimeoutError'))
    const timer = setTimeout(isOver, timeoutMs).unref()
    const kept = { context: createContext({ ...request, signal }), end, timer, waiting: 0 }
    operations.set(key, kept)
    const [oldest] = operations.keys()
    if (operations.size > MAX_OPERATIONS && oldest !== undefined) operations.delete(oldest)
    return kept
  }

  const joinKept = (key: string, kept: KeptOperation, { signal }: RequestContext): JoinedFetch => {
    let isWaiting = true
    const leave = (): void => {
      if (isWaiting) kept.waiting -= 1
      isWaiting = false
      signal.removeEventListener('abort', giveUp)
    }
    const giveUp = (): void => {
      leave()
      if (kept.waiting === 0) forget(key, kept, signal.reason)
    }
    kept.waiting += 1
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
    return { context: kept.context, leave }
  }

  return {
    join(request) {
      const { operation } = request
      if (!operation) return { context: createContext(request), leave: () => {} }
      // The name alone would do, as the gateway alone may use it; a slip there must not show one caller another's data.
      const key = `${operation.id}\n${authorityOf(request)}`
      return joinKept(key, operations.get(key) ?? keep(key, operation.timeoutMs, request), request)
    },
  }
}
