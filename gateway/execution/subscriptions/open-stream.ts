import type { ExecutionResult } from 'graphql'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Refusal } from '../prepare.ts'
import { createAnswerStream, type EventAnswers, type StreamOptions } from './answer-stream.ts'
import type { BoundOperation } from './bound-operation.ts'
import { followSignal } from './follow-signal.ts'

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

/** Answers a bound operation: once, or by a stream whose events `answer` completes. */
export async function openStream(
  bound: BoundOperation | Refusal,
  request: RequestContext,
  options: StreamOptions,
  answer?: EventAnswers['answer'],
): Promise<Answers> {
  if ('errors' in bound) return bound
  if (bound.kind === 'once') return bound.answer(request)
  const life = { ...followSignal(request.signal), request }
  const explain = (cause: unknown): ExecutionResult => bound.explain(cause, request)
  const answerHere: EventAnswers['answer'] = async (event, eventRequest) => ({
    result: await bound.answer(event, eventRequest),
  })
  try {
    const source = await openBeforeEnd(bound.open({ ...request, signal: life.signal }), life.signal)
    return createAnswerStream(source, life, { answer: answer ?? answerHere, explain }, options)
  } catch (cause) {
    life.end()
    return explain(cause)
  }
}
