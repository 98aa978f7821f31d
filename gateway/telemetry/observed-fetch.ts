import { currentSpan, type Span } from '#shared/telemetry/span.ts'
import type { Durations } from '#shared/telemetry/durations.ts'
import type { CompiledFetch } from '../execution/fetch/fetch.ts'
import type { FetchStep } from '../execution/planning/fetch-step.ts'

/** How a fetch is started: calls `done` when all of it has come, perhaps before it returns. */
type Start = (done: () => void) => void

/** A list position in a path is `@`, as the planner writes it; nothing in it was sent by anybody. */
const attributesOf = ({ subgraph, path }: FetchStep, entities: number) => ({
  'weft.subgraph': subgraph,
  'weft.path': path.join('.'),
  'weft.entities': entities,
})

/** A start as a span, in which the fetch's calls find themselves. */
function trace(span: Span, start: Start, done: () => void): void {
  const end = (): void => {
    span.end()
    done()
  }
  try {
    currentSpan.run(span, () => start(end))
  } catch (cause) {
    span.end({ failure: 'INTERNAL' })
    throw cause
  }
}

/**
 * A fetch whose waits are measured. One that was answered without waiting is counted as such: its time is the loop's, and
 * a look at the clock for each of them would be the dearest part of it.
 */
function measure(fetch: CompiledFetch, durations: Durations): CompiledFetch {
  return {
    fetchRoot(target, run, done) {
      let startedAt = 0
      let isDone = false
      fetch.fetchRoot(target, run, () => {
        isDone = true
        durations.add(startedAt === 0 ? 0 : performance.now() - startedAt)
        done()
      })
      if (!isDone) startedAt = performance.now()
    },
    fetchEntities(inputs, run, done) {
      let startedAt = 0
      let isDone = false
      fetch.fetchEntities(inputs, run, () => {
        isDone = true
        durations.add(startedAt === 0 ? 0 : performance.now() - startedAt)
        done()
      })
      if (!isDone) startedAt = performance.now()
    },
  }
}

/** A fetch whose starts are measured and, in recorded operations, spans. */
export function observeFetch(step: FetchStep, fetch: CompiledFetch, durations: Durations): CompiledFetch {
  const name = `fetch ${step.subgraph}`
  const measured = measure(fetch, durations)
  return {
    fetchRoot(target, run, done) {
      const { span } = run.scope.request
      if (!span?.isRecorded) return measured.fetchRoot(target, run, done)
      const child = span.child(name, 'internal', attributesOf(step, 0))
      trace(child, (ended) => measured.fetchRoot(target, run, ended), done)
    },
    fetchEntities(inputs, run, done) {
      const { span } = run.scope.request
      if (!span?.isRecorded) return measured.fetchEntities(inputs, run, done)
      const child = span.child(name, 'internal', attributesOf(step, inputs.targets.length))
      trace(child, (ended) => measured.fetchEntities(inputs, run, ended), done)
    },
  }
}
