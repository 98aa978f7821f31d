import { type ExecutionResult, GraphQLError } from 'graphql'
import { ERRORS } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Operation } from '../execution/operation.ts'
import { followIterator } from '../execution/follow-iterator.ts'
import {
  type AnswerInParts,
  type DeliveredPart,
  type Delivery,
  isInParts,
} from '../execution/incremental/parts.ts'
import { followSignal } from '../execution/subscriptions/follow-signal.ts'
import { type Answers, isStream } from '../execution/subscriptions/open-stream.ts'
import { publishError } from '../http/client-errors.ts'
import type { Transport } from './transport.ts'

/** An error whose JSON is what the client may see: transports write errors by `toJSON`. */
function published(error: GraphQLError, request: RequestContext): GraphQLError {
  const json = publishError(error.toJSON(), error, request)
  return Object.assign(new GraphQLError(json.message), { toJSON: () => json })
}

/** Answers that several readers share are published, and logged where they must be, once. */
const publishedAnswers = new WeakMap<ExecutionResult, ExecutionResult>()

function publishAnswer(answer: ExecutionResult, request: RequestContext): ExecutionResult {
  const { errors, ...rest } = answer
  if (!errors) return answer
  const known = publishedAnswers.get(answer)
  if (known) return known
  const publishedAnswer = { errors: errors.map((error) => published(error, request)), ...rest }
  publishedAnswers.set(answer, publishedAnswer)
  return publishedAnswer
}

const tooManySubscriptions = (): GraphQLError =>
  new GraphQLError('The client has as many subscriptions open as it may have.', {
    extensions: { code: 'LIMIT_EXCEEDED', retryable: ERRORS.LIMIT_EXCEEDED.retryable },
  })

/**
 * Runs an operation whatever its kind, and answers as its client may see it. Until it is answered, or its stream is
 * open, it has the operation's time; a stream then lives as long as its request's signal.
 */
export async function openOperation(
  operation: Operation,
  request: RequestContext,
  { execution, operationTimeoutMs, counts }: Transport,
): Promise<Answers> {
  const life = followSignal(request.signal)
  const isLate = (): void => life.end(new DOMException('the time is over', 'TimeoutError'))
  const timer = setTimeout(isLate, operationTimeoutMs)
  try {
    const answers = await execution.subscribe(operation, { ...request, signal: life.signal })
    if (isStream(answers)) {
      const close = counts.open('subscriptions', request.caller)
      if (close)
        return followIterator(
          answers,
          (answer) => publishAnswer(answer, request),
          () => {
            close()
            life.end()
          },
        )
      await answers.return?.()
      life.end()
      return publishAnswer({ errors: [tooManySubscriptions()] }, request)
    }
    life.end()
    return publishAnswer(answers, request)
  } catch (cause) {
    life.end()
    throw cause
  } finally {
    clearTimeout(timer)
  }
}

const publishPart = (part: DeliveredPart, request: RequestContext): DeliveredPart => ({
  ...part,
  errors: part.errors.map((error) => published(error, request)),
})

/** The same for a client that takes an answer in parts: all of them have the operation's time together. */
export async function openInParts(
  operation: Operation,
  request: RequestContext,
  { execution, operationTimeoutMs }: Transport,
): Promise<ExecutionResult | AnswerInParts> {
  const life = followSignal(request.signal)
  const isLate = (): void => life.end(new DOMException('the time is over', 'TimeoutError'))
  const timer = setTimeout(isLate, operationTimeoutMs)
  const ended = (): void => {
    clearTimeout(timer)
    life.end()
  }
  try {
    const answer = await execution.executeInParts(operation, { ...request, signal: life.signal })
    if (!isInParts(answer)) {
      ended()
      return publishAnswer(answer, request)
    }
    const { first, announced, later } = answer
    const publish = (delivery: Delivery): Delivery => ({
      ...delivery,
      delivered: delivery.delivered.map((part) => publishPart(part, request)),
    })
    return { first: publishAnswer(first, request), announced, later: followIterator(later, publish, ended) }
  } catch (cause) {
    ended()
    throw cause
  }
}
