import type { ExecutionResult } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { currentSpan } from '#shared/telemetry/span.ts'
import type { Execution } from '../execution/execution.ts'
import type { Operation } from '../execution/operation.ts'
import { type AnswerInParts, isInParts } from '../execution/incremental/parts.ts'
import { type Answers, isStream } from '../execution/subscriptions/open-stream.ts'
import { createOperationCounts, type OperationCounts, type StreamCount } from './operation-counts.ts'
import type { Tracer } from './tracer.ts'

/** Counts what happens to operations. */
export interface OperationMeasures extends Pick<OperationCounts, 'refused' | 'metrics'> {
  /** The same execution, measured: each operation by its outcome, each error by its code. */
  observe<Observed extends Execution>(execution: Observed, tracer: Tracer | undefined): Observed
}

/** What an answer in parts begins with is how it is counted. */
const firstOf = (answer: ExecutionResult | AnswerInParts): ExecutionResult =>
  isInParts(answer) ? answer.first : answer

/** Creates the measures of operations; errors are told apart by system only for `systems`: connections and the gateway. */
export function createOperationMeasures(systems: readonly string[]): OperationMeasures {
  const counts = createOperationCounts(systems)
  return {
    observe(execution, tracer) {
      const begin = (operation: Operation, request: RequestContext): void => {
        if (tracer) request.span = tracer.startOperation(operation, request)
      }
      return {
        ...execution,
        execute(operation: Operation, request: RequestContext) {
          begin(operation, request)
          return measured(counts, request, () => execution.execute(operation, request))
        },
        executeInParts(operation: Operation, request: RequestContext) {
          begin(operation, request)
          return measured(counts, request, () => execution.executeInParts(operation, request))
        },
        async subscribe(operation: Operation, request: RequestContext) {
          begin(operation, request)
          const answers = await measured(counts, request, () => execution.subscribe(operation, request))
          if (!isStream(answers)) return answers
          // Its events come for days: they are not parts of the trace that opened it.
          request.span = undefined
          return countedStream(answers, counts.openStream())
        },
      }
    },
    refused: counts.refused,
    metrics: counts.metrics,
  }
}

async function measured<Answer extends Answers | AnswerInParts>(
  counts: OperationCounts,
  request: RequestContext,
  start: () => Promise<Answer>,
): Promise<Answer> {
  const startedAt = performance.now()
  try {
    const { span } = request
    // Calls that no fetch makes, such as those of a subgraph that runs apart, are the operation's own.
    const answer = await (span?.isRecorded ? currentSpan.run(span, start) : start())
    if (isStream(answer)) counts.ended(request, startedAt, 'OK')
    else counts.answered(firstOf(answer), request, startedAt)
    return answer
  } catch (cause) {
    counts.ended(request, startedAt, 'INTERNAL')
    throw cause
  }
}

/** A stream that tells what passes, and once that it has closed. */
function countedStream(
  stream: AsyncIterableIterator<ExecutionResult>,
  tell: StreamCount,
): AsyncIterableIterator<ExecutionResult> {
  let isClosed = false
  const close = (): void => {
    if (isClosed) return
    isClosed = true
    tell.closed()
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const taken = await stream.next()
      if (taken.done) close()
      else tell.event(taken.value)
      return taken
    },
    async return(value) {
      close()
      return (await stream.return?.(value)) ?? { value, done: true }
    },
  }
}
