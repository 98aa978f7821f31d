import type { ExecutionResult } from 'graphql'
import { isWeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { tooSlow } from './waiting-events.ts'

/** What a reader needs of the stream that it shares. */
export interface SharedWith {
  leave(reader: SharedReader): void
  explain(cause: unknown, request: RequestContext): ExecutionResult
  /** A stream of the reader's own, of what comes after an event; undefined where the source has no such thing. */
  openAfter: ((event: unknown, request: RequestContext) => AsyncIterableIterator<ExecutionResult>) | undefined
}

const DONE: IteratorReturnResult<undefined> = { value: undefined, done: true }

/**
 * One reader of a shared stream: takes answers at its own pace. It may fall a bounded number of answers behind; then it
 * leaves the others and reads on by itself, or learns that it was too slow. A class, because there may be tens of thousands.
 */
export class SharedReader implements AsyncIterableIterator<ExecutionResult> {
  readonly #shared: SharedWith
  readonly #request: RequestContext
  readonly #maxWaiting: number
  readonly #gone = (): void => this.#end()
  #waiting: ExecutionResult[] = []
  #wake: ((taken: IteratorResult<ExecutionResult>) => void) | undefined
  #isOver = false
  /** The last event whose answer waits here. */
  #lastEvent: unknown
  /** Behind the others after that event. */
  #isBehind = false
  #own: AsyncIterableIterator<ExecutionResult> | undefined

  constructor(shared: SharedWith, request: RequestContext, maxWaiting: number) {
    this.#shared = shared
    this.#request = request
    this.#maxWaiting = maxWaiting
    request.signal.addEventListener('abort', this.#gone, { once: true })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** The answer to an event that all readers are told of. */
  tell(event: unknown, answer: ExecutionResult): void {
    if (this.#wake) this.#give({ value: answer, done: false })
    else if (this.#waiting.length < this.#maxWaiting) {
      this.#waiting.push(answer)
      this.#lastEvent = event
    } else {
      this.#isBehind = true
      this.#shared.leave(this)
      if (!this.#shared.openAfter) this.finish(tooSlow())
    }
  }

  /** There are no more answers; `cause` is why, where the reader shall know. */
  finish(cause?: unknown): void {
    this.#isOver = true
    this.#request.signal.removeEventListener('abort', this.#gone)
    if (cause !== undefined) this.#waiting.push(this.#shared.explain(cause, this.#request))
    const last = this.#wake && this.#waiting.shift()
    this.#give(last ? { value: last, done: false } : DONE)
  }

  next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (this.#own) return this.#own.next()
    const answer = this.#waiting.shift()
    if (answer) return Promise.resolve({ value: answer, done: false })
    if (this.#isOver) return Promise.resolve(DONE)
    if (this.#isBehind && this.#shared.openAfter) {
      this.#request.signal.removeEventListener('abort', this.#gone)
      this.#own = this.#shared.openAfter(this.#lastEvent, this.#request)
      return this.#own.next()
    }
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    await this.#own?.return?.()
    this.#shared.leave(this)
    this.#waiting = []
    this.finish()
    return DONE
  }

  #give(taken: IteratorResult<ExecutionResult>): void {
    const wake = this.#wake
    this.#wake = undefined
    wake?.(taken)
  }

  /** The reader's own signal: what waits for it is not given any more. */
  #end(): void {
    const { reason } = this.#request.signal
    this.#shared.leave(this)
    this.#waiting = []
    this.finish(isWeftError(reason) ? reason : undefined)
  }
}
