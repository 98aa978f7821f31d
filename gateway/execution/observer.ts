import type { RequestContext } from '#shared/subgraph/context.ts'
import type { CompiledFetch } from './fetch/fetch.ts'
import type { FetchStep } from './planning/fetch-step.ts'

/** Who measures an execution from inside. What it is given is passed on unchanged, or as good as. */
export interface ExecutionObserver {
  /** A step's fetch that is measured; called once, when the step is compiled. */
  observeFetch(step: FetchStep, fetch: CompiledFetch): CompiledFetch
  /** Planning and compiling an operation that is not known yet. */
  observePlanning<Result>(request: RequestContext, plan: () => Promise<Result>): Promise<Result>
}
