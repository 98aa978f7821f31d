import type { ExecutionResult, GraphQLError } from 'graphql'
import { ERRORS, type ErrorFacts } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { createDurations } from '#shared/telemetry/durations.ts'
import { countsOf, createCount, createSeries, type Metric, single } from '#shared/telemetry/metric.ts'

/** What has become of operations so far. */
export interface OperationCounts {
  /** An operation that has its answer, or its first one. */
  answered(result: ExecutionResult, request: RequestContext, startedAt: number): void
  ended(request: RequestContext, startedAt: number, outcome: string): void
  openStream(): StreamCount
  /** A request that was turned away before it was an operation. */
  refused(refusal: { status: number; code: string; facts: ErrorFacts }): void
  metrics: Metric[]
}

/** What is told of an open stream: each event, and once that it has closed. */
export interface StreamCount {
  event(result: ExecutionResult): void
  closed(): void
}

/** OK; PARTIAL: with errors; or the code of the first error of an operation that has no data. */
function outcomeOf({ data, errors }: ExecutionResult): string {
  if (!errors || errors.length === 0) return 'OK'
  return data ? 'PARTIAL' : codeOf(errors[0])
}

/** A subgraph may say any code: only those of the catalogue are told apart. */
function codeOf(error: GraphQLError | undefined): string {
  const code = String(error?.extensions.code)
  return Object.hasOwn(ERRORS, code) ? code : 'OTHER'
}

const LIMIT_NAME = /^[a-z][a-zA-Z]{0,31}$/

const createOperationSeries = () => ({
  operations: createSeries(['transport', 'outcome'], createDurations),
  errors: createSeries(['system', 'code'], createCount),
  limits: createSeries(['limit'], createCount),
  refusals: createSeries(['status', 'code'], createCount),
  streams: { open: 0, events: 0 },
})

/** Counts in memory; errors are told apart by system only for `systems`: connections and the gateway. */
export function createOperationCounts(systems: readonly string[]): OperationCounts {
  const known = new Set([...systems, 'gateway'])
  const series = createOperationSeries()
  const { operations, errors, limits, refusals, streams } = series

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
  const ended: OperationCounts['ended'] = ({ transport, span }, startedAt, outcome) => {
    operations.of(transport ?? 'internal', outcome).add(performance.now() - startedAt)
    span?.end({ failure: outcome === 'OK' || outcome === 'PARTIAL' ? undefined : outcome })
  }
  return {
    ended,
    answered(result, request, startedAt) {
      if (result.errors) countErrors(result.errors)
      ended(request, startedAt, outcomeOf(result))
    },
    openStream() {
      streams.open += 1
      return {
        event({ errors: found = [] }) {
          streams.events += 1
          countErrors(found)
        },
        closed() {
          streams.open -= 1
        },
      }
    },
    refused({ status, code, facts }) {
      refusals.of(String(status), code).value += 1
      if (code === 'LIMIT_EXCEEDED') countLimit(facts.limit)
    },
    metrics: metricsOf(series),
  }
}

function metricsOf({
  operations,
  errors,
  limits,
  refusals,
  streams,
}: ReturnType<typeof createOperationSeries>): Metric[] {
  return [
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
      read: () => single(streams.open),
    },
    {
      name: 'weft_subscription_events_total',
      kind: 'counter',
      help: 'Answers that subscriptions have given.',
      read: () => single(streams.events),
    },
  ]
}
