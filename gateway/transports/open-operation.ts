import { type ExecutionResult, GraphQLError } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Operation } from '../execution/execution.ts'
import { followSignal } from '../execution/subscriptions/follow-signal.ts'
import { type Answers, isStream } from '../execution/subscriptions/open-stream.ts'
import { publishError } from '../http/client-errors.ts'
import type { TransportOptions } from './transport.ts'

/** An error whose JSON is what the client may see: transports write errors by `toJSON`. */
function published(error: GraphQLError, request: RequestContext): GraphQLError {
  const json = publishError(error.toJSON(), error, request)
  return Object.assign(new GraphQLError(json.message), { toJSON: () => json })
}

function publishAnswer({ errors, ...answer }: ExecutionResult, request: RequestContext): ExecutionResult {
  return errors ? { errors: errors.map((error) => published(error, request)), ...answer } : answer
}

/** A stream of published answers that tells when it has ended. */
function publishStream(
  answers: AsyncIterableIterator<ExecutionResult>,
  request: RequestContext,
  ended: () => void,
): AsyncIterableIterator<ExecutionResult> {
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const taken = await answers.next()
      if (!taken.done) return { value: publishAnswer(taken.value, request), done: false }
      ended()
      return taken
    },
    async return() {
      await answers.return?.()
      ended()
      return { value: undefined, done: true }
    },
  }
}

/**
 * Runs an operation whatever its kind, and answers as its client may see it. Until it is answered, or its stream is
 * open, it has the operation's time; a stream then lives as long as its request's signal.
 */
export async function openOperation(
  operation: Operation,
  request: RequestContext,
  { execution, operationTimeoutMs }: TransportOptions,
): Promise<Answers> {
  const life = followSignal(request.signal)
  const isLate = (): void => life.end(new DOMException('the time is over', 'TimeoutError'))
  const timer = setTimeout(isLate, operationTimeoutMs)
  try {
    const answers = await execution.subscribe(operation, { ...request, signal: life.signal })
    if (isStream(answers)) return publishStream(answers, request, () => life.end())
    life.end()
    return publishAnswer(answers, request)
  } catch (cause) {
    life.end()
    throw cause
  } finally {
    clearTimeout(timer)
  }
}
