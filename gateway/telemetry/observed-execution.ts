import type { ExecutionResult, GraphQLError } from 'graphql'
import { ERRORS, type ErrorFacts } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { createDurations } from '#shared/telemetry/durations.ts'
import { countsOf, createCount, createSeries, type Metric, single } from '#shared/telemetry/metric.ts'
import { currentSpan } from '#shared/telemetry/span.ts'
import type { Execution, Operation } from '../execution/execution.ts'
import { type AnswerInParts, isInParts } from '../execution/incremental/parts.ts'
import { type Answers, isStream } from '../execution/subscriptions/open-stream.ts'
import type { Tracer } from './tracing.ts'

/** Counts what happens to operations. */
export interface OperationMeasures {
  /** The same execution, measured: each operation by its outcome, each error by its code. */
  observe<Observed extends Execution>(execution: Observed, tracer: Tracer | undefined): Observed
  /** A request that was turned away before it was an operation. */
  refused(refusal: { status: number; code: string; facts: ErrorFacts }): void
  metrics: Metric[]
}

/** OK; PARTIAL: with errors; or the code of the first error of an operation that has no data. */
function outcomeOf({ data, errors }: ExecutionResult): string {
  if (!errors || errors.length === 0) return 'OK'
  return data ? 'PARTIAL' : codeOf(errors[0])
}

/** What an answer in parts begins with is how it is counted. */
const firstOf = (answer: ExecutionResult | AnswerInParts): ExecutionResult =>
  isInParts(answer) ? answer.first : answer

/** A subgraph may say any code: only those of the catalogue are told apart. */
function codeOf(error: GraphQLError | undefined): string {
  const code = String(error?.extensions.code)
  return Object.hasOwn(ERRORS, code) ? code : 'OTHER'
}

const LIMIT_NAME = /^[a-z][a-zA-Z]{0,31}$/

/** Creates the measures of operations; errors are told apart by system only for `systems`: connections and the gateway. */
export function createOperationMeasures(systems: readonly string[]): OperationMeasures {
  const known = new Set([...systems, 'gateway'])
  const operations = createSeries(['transport', 'outcome'], createDurations)
  const errors = createSeries(['system', 'code'], createCount)
  const limits = createSeries(['limit'], createCount)
  const refusals = createSeries(['status', 'code'], createCount)
  let openSubscriptions = 0
  let events = 0

  const countLimit = (limit: unknown): void => {
    if (typeof limit === 'string' && LIMIT_NAME.test(limit)) limits.of(limit).value += 1
  }
  const countErrors = (found: readonly GraphQLError[]): void => {
    for (const error of found) {
      const { system, limit } = error.extensions
      const code = codeOf(error)
      errors.of(typeof system === 'string' && known.has(system) ? system : 'other', code).value += 1
      if (code === 'LIMIT_EXCEEDED') countLimit(limit)
    }
  }
  const ended = ({ transport, span }: RequestContext, startedAt: number, outcome: string): void => {
    operations.of(transport ?? 'internal', outcome).add(performance.now() - startedAt)
    span?.end({ failure: outcome === 'OK' || outcome === 'PARTIAL' ? undefined : outcome })
  }
  const answered = (result: ExecutionResult, request: RequestContext, startedAt: number): void => {
    if (result.errors) countErrors(result.errors)
    ended(request, startedAt, outcomeOf(result))
  }
  const countStream = (stream: AsyncIterableIterator<ExecutionResult>) => {
    openSubscriptions += 1
    return countedStream(stream, {
      event({ errors: found = [] }) {
        events += 1
        countErrors(found)
      },
      closed() {
        openSubscriptions -= 1
      },
    })
  }
  const measured = async <Answer extends Answers | AnswerInParts>(
    request: RequestContext,
    start: () => Promise<Answer>,
  ): Promise<Answer> => {
    const startedAt = performance.now()
    try {
      const { span } = request
      // Calls that no fetch makes, such as those of a subgraph that runs apart, are the operation's own.
      const answer = await (span?.isRecorded ? currentSpan.run(span, start) : start())
      if (isStream(answer)) ended(request, startedAt, 'OK')
      else answered(firstOf(answer), request, startedAt)
      return answer
    } catch (cause) {
      ended(request, startedAt, 'INTERNAL')
      throw cause
    }
  }

  return {
    observe(execution, tracer) {
      const begin = (operation: Operation, request: RequestContext): void => {
        if (tracer) request.span = tracer.startOperation(operation, request)
      }
      return {
        ...execution,
        execute(operation: Operation, request: RequestContext) {
          begin(operation, request)
          return measured(request, () => execution.execute(operation, request))
        },
        executeInParts(operation: Operation, request: RequestContext) {
          begin(operation, request)
          return measured(request, () => execution.executeInParts(operation, request))
        },
        async subscribe(operation: Operation, request: RequestContext) {
          begin(operation, request)
          const answers = await measured(request, () => execution.subscribe(operation, request))
          if (!isStream(answers)) return answers
          // Its events come for days: they are not parts of the trace that opened it.
          request.span = undefined
          return countStream(answers)
        },
      }
    },
    refused({ status, code, facts }) {
      refusals.of(String(status), code).value += 1
      if (code === 'LIMIT_EXCEEDED') countLimit(facts.limit)
    },
    metrics: [
      {
        name: 'weft_operation_duration_seconds',
        kind: 'histogram',
        help: 'Operations, by transport and outcome: OK, PARTIAL, or the code of the refusal.',
        read: operations.samples,
      },
      {
        name: 'weft_errors_total',
        kind: 'counter',
        help: 'Errors in answers, by system and code.',
        read: () => countsOf(errors),
      },
      {
        name: 'weft_limit_refusals_total',
        kind: 'counter',
        help: 'Operations refused for their size, by limit.',
        read: () => countsOf(limits),
      },
      {
        name: 'weft_http_refusals_total',
        kind: 'counter',
        help: 'Requests turned away before they were operations, by status and code.',
        read: () => countsOf(refusals),
      },
      {
        name: 'weft_subscriptions_open',
        kind: 'gauge',
        help: 'Subscriptions that wait for events.',
        read: () => single(openSubscriptions),
      },
      {
        name: 'weft_subscription_events_total',
        kind: 'counter',
        help: 'Answers that subscriptions have given.',
        read: () => single(events),
      },
    ],
  }
}

/** A stream that tells what passes, and once that it has closed. */
function countedStream(
  stream: AsyncIterableIterator<ExecutionResult>,
  tell: { event(result: ExecutionResult): void; closed(): void },
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
