import { currentSpan, type Span } from '#shared/telemetry/span.ts'
import type { Durations } from '#shared/telemetry/durations.ts'
import type { CompiledFetch, OperationRun } from '../execution/fetch/fetch.ts'
import type { FetchStep } from '../execution/planning/fetch-step.ts'

/** One start of a fetch: calls `done` when all of it has come, perhaps before it returns. */
type Start = (done: () => void) => void

/**
 * Measures the wait of a fetch. One that was answered without waiting is counted as such: its time is the loop's, and a
 * clock read for each of them would be the dearest part of it.
 */
function measure(durations: Durations, start: Start, done: () => void): void {
  let startedAt = 0
  let isDone = false
  start(() => {
    isDone = true
    durations.add(startedAt === 0 ? 0 : performance.now() - startedAt)
    done()
  })
  if (!isDone) startedAt = performance.now()
}

/** The same as a span, in which the fetch's calls find themselves. */
function trace(span: Span, durations: Durations, start: Start, done: () => void): void {
  const end = (): void => {
    span.end()
    done()
  }
  try {
    currentSpan.run(span, () => measure(durations, start, end))
  } catch (cause) {
    span.end({ failure: 'INTERNAL' })
    throw cause
  }
}

/** A list position in a path is `@`, as the planner writes it; nothing in it was sent by anybody. */
const attributesOf = ({ subgraph, path }: FetchStep, entities: number) => ({
  'weft.subgraph': subgraph,
  'weft.path': path.join('.'),
  'weft.entities': entities,
})

/** A fetch whose starts are measured and, in recorded operations, spans. */
export function observeFetch(step: FetchStep, fetch: CompiledFetch, durations: Durations): CompiledFetch {
  const name = `fetch ${step.subgraph}`
  const observe = ({ scope }: OperationRun, entities: number, start: Start, done: () => void): void => {
    const { span } = scope.request
    if (!span?.isRecorded) measure(durations, start, done)
    else trace(span.child(name, 'internal', attributesOf(step, entities)), durations, start, done)
  }
  return {
    fetchRoot: (target, run, done) => observe(run, 0, (ended) => fetch.fetchRoot(target, run, ended), done),
    fetchEntities: (inputs, run, done) =>
      observe(run, inputs.targets.length, (ended) => fetch.fetchEntities(inputs, run, ended), done),
  }
}
