import { isWeftError } from '#shared/errors.ts'
import { createDurations } from '#shared/telemetry/durations.ts'
import { createSeries, type Metric } from '#shared/telemetry/metric.ts'
import type { CacheCounters } from '../execution/lru.ts'
import type { ExecutionObserver } from '../execution/observer.ts'
import { observeFetch } from './observed-fetch.ts'

/** Measures fetches by subgraph and what planning takes. */
export function createExecutionObserver(): ExecutionObserver & { metrics: Metric[] } {
  const fetches = createSeries(['subgraph'], createDurations)
  const plannings = createSeries([], createDurations)
  return {
    observeFetch: (step, fetch) => observeFetch(step, fetch, fetches.of(step.subgraph)),
    async observePlanning({ span: operation }, plan) {
      const span = operation?.isRecorded ? operation.child('plan', 'internal', {}) : undefined
      const startedAt = performance.now()
      let failure: string | undefined
      try {
        return await plan()
      } catch (cause) {
        failure = isWeftError(cause) ? cause.code : 'INTERNAL'
        throw cause
      } finally {
        plannings.of().add(performance.now() - startedAt)
        span?.end({ failure })
      }
    },
    metrics: [
      {
        name: 'weft_fetch_duration_seconds',
        kind: 'histogram',
        help: 'Fetches of planned operations from subgraphs, by how long they waited.',
        read: fetches.samples,
      },
      {
        name: 'weft_planning_duration_seconds',
        kind: 'histogram',
        help: 'Planning and compiling of operations that were not in the plan cache.',
        read: plannings.samples,
      },
    ],
  }
}

/** The caches of an execution, by name: `plans`, `documents`. */
export type CacheCountersByName = Readonly<Record<string, Readonly<CacheCounters>>>

/** What the caches of an execution count anyway; `counters` is asked at each reading, as a reload makes new ones. */
export function metricsOfCaches(counters: () => CacheCountersByName): Metric[] {
  const of = (count: (counters: Readonly<CacheCounters>) => number) => () =>
    Object.entries(counters()).map(([cache, each]) => ({ labels: { cache }, value: count(each) }))
  return [
    {
      name: 'weft_operation_cache_hits_total',
      kind: 'counter',
      help: 'Operations whose plan or document was in its cache.',
      read: of(({ hits }) => hits),
    },
    {
      name: 'weft_operation_cache_misses_total',
      kind: 'counter',
      help: 'Operations whose plan or document was not in its cache.',
      read: of(({ misses }) => misses),
    },
    {
      name: 'weft_operation_cache_evictions_total',
      kind: 'counter',
      help: 'Plans and documents forgotten to make room.',
      read: of(({ evictions }) => evictions),
    },
    {
      name: 'weft_operation_cache_entries',
      kind: 'gauge',
      help: 'Plans and documents that are kept.',
      read: of(({ entries }) => entries),
    },
    {
      name: 'weft_operation_cache_bytes',
      kind: 'gauge',
      help: 'What they weigh, estimated.',
      read: of(({ bytes }) => bytes),
    },
  ]
}
