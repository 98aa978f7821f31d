import type { ExecutionResult } from 'graphql'
import { type Clock, systemClock } from '#shared/clock.ts'
import { isWeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { startDeadline } from '../fetch/deadline.ts'
import type { FollowingSignal } from './follow-signal.ts'
import { readAhead } from './waiting-events.ts'

/** How streams of answers behave. */
export interface StreamOptions {
  clock: Clock
  /** The longest time the rest of one event may take. */
  eventTimeoutMs: number
  /** Events that may wait for a slow reader before its stream ends. */
  maxWaitingEvents: number
}

export const DEFAULT_STREAM_OPTIONS: StreamOptions = {
  clock: systemClock,
  eventTimeoutMs: 30_000,
  maxWaitingEvents: 256,
}

/** What makes answers of events. */
export interface EventAnswers {
  /** The answer to one event; `isLast` when there can be none after it. */
  answer(event: unknown, request: RequestContext): Promise<{ result: ExecutionResult; isLast?: boolean }>
  /** Tells a client why its stream ends early. */
  explain(cause: unknown, request: RequestContext): ExecutionResult
}

/** One subscription: who asked, and the signal that its source ends by. */
export interface StreamLife extends FollowingSignal {
  request: RequestContext
}

const DONE: IteratorReturnResult<undefined> = { value: undefined, done: true }

/** Each event with a deadline and a "now" of its own. */
export async function answerEvent(
  event: unknown,
  { request, signal }: StreamLife,
  answers: EventAnswers,
  { clock, eventTimeoutMs }: StreamOptions,
): Promise<{ result: ExecutionResult; isLast?: boolean }> {
  using deadline = startDeadline(signal, eventTimeoutMs)
  return await answers.answer(event, { ...request, signal: deadline.signal, receivedAt: clock.now() })
}

/**
 * Turns the events of a source into answers, one after the other, each made when it is asked for.
 * Ends with its source, with the caller's signal, or by `return()`; the source is let go of in every case. A stream that
 * ends early for a reason that its client should know says so in a last answer without data.
 */
export function createAnswerStream(
  source: AsyncIterable<unknown>,
  life: StreamLife,
  answers: EventAnswers,
  options: StreamOptions,
): AsyncIterableIterator<ExecutionResult> {
  const events = readAhead(source, options.maxWaitingEvents)
  let isOver = false
  const stop = (): void => events.end(isWeftError(life.signal.reason) ? life.signal.reason : undefined)
  life.signal.addEventListener('abort', stop, { once: true })
  if (life.signal.aborted) stop()

  const close = (): void => {
    isOver = true
    life.signal.removeEventListener('abort', stop)
    events.end()
    life.end()
  }
  const advance = async (): Promise<IteratorResult<ExecutionResult, undefined>> => {
    const taken = await events.take()
    if (isOver || !taken) {
      close()
      return DONE
    }
    const { result, isLast } = await answerEvent(taken.event, life, answers, options)
    if (isOver) return DONE
    if (isLast) close()
    return { value: result, done: false }
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      if (isOver) return DONE
      try {
        return await advance()
      } catch (cause) {
        close()
        return { value: answers.explain(cause, life.request), done: false }
      }
    },
    async return() {
      close()
      return DONE
    },
  }
}
