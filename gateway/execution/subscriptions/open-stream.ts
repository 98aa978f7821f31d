import type { ExecutionResult } from 'graphql'
import { isWeftError, WeftError } from '#shared/errors.ts'
import { readOnAfterOf, waitsForReader } from '#shared/events/waits-for-reader.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Refusal } from '../errors.ts'
import {
  createAnswerStream,
  DEFAULT_STREAM_OPTIONS,
  type EventAnswers,
  type StreamOptions,
} from './answer-stream.ts'
import type { BoundOperation } from './bound-operation.ts'
import { followSignal } from './follow-signal.ts'
import { createSharedStreams } from './shared-streams.ts'

/** One answer, or a stream of them that lets go of its source by `return()`. */
export type Answers = ExecutionResult | AsyncIterableIterator<ExecutionResult>

export const isStream = (answers: object): answers is AsyncIterableIterator<ExecutionResult> =>
  Symbol.asyncIterator in answers

/** Why a source has not opened: what its caller's signal says, or else that it took too long. */
function reasonOf({ reason }: AbortSignal): WeftError {
  if (isWeftError(reason)) return reason
  return new WeftError('TIMEOUT', 'A system did not open the stream in time.', { system: 'gateway' }, reason)
}

/** A source that opens after its caller has gone is let go of at once. */
async function openBeforeEnd(
  opening: Promise<AsyncIterable<unknown>>,
  signal: AbortSignal,
): Promise<AsyncIterable<unknown>> {
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const end = (): void => reject(reasonOf(signal))
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  try {
    return await Promise.race([opening, ended])
  } catch (cause) {
    opening.then(
      (source) => source[Symbol.asyncIterator]().return?.(),
      () => {},
    )
    throw cause
  } finally {
    signal.removeEventListener('abort', end)
  }
}

/** Opens what operations answer with. */
export interface Streams {
  /** Answers a bound operation: once, or by a stream whose events `answer` completes. */
  open(
    bound: BoundOperation | Refusal,
    request: RequestContext,
    answer?: EventAnswers['answer'],
  ): Promise<Answers>
}

/** Creates streams; those of one of these share what is the same for several readers. */
export function createStreams(given: Partial<StreamOptions> = {}): Streams {
  const options = { ...DEFAULT_STREAM_OPTIONS, ...given }
  const shared = createSharedStreams(options)
  return {
    async open(bound, request, answer) {
      if ('errors' in bound) return bound
      if (bound.kind === 'once') return bound.answer(request)
      const key = bound.sharingOf?.(request)
      const others = key && shared.find(key)
      if (others) return others.join(request)
      const life = { ...followSignal(request.signal), request }
      const { explain } = bound
      const answerHere: EventAnswers['answer'] = async (event, eventRequest) => ({
        result: await bound.answer(event, eventRequest),
      })
      const answers = { answer: answer ?? answerHere, explain }
      try {
        const source = await openBeforeEnd(bound.open({ ...request, signal: life.signal }), life.signal)
        const readOnAfter = readOnAfterOf(source)
        // One that waits for its reader would lose what it is for.
        if (key && (readOnAfter || !waitsForReader(source)))
          return shared.begin(key, { source, readOnAfter, life, answers }).join(request)
        return createAnswerStream(source, life, answers, options)
      } catch (cause) {
        life.end()
        return explain(cause, request)
      }
    },
  }
}
