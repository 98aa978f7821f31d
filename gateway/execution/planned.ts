import { GraphQLError, OperationTypeNode, parse } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { createLimits } from '../limits/limits.ts'
import { createAdmission } from './admission.ts'
import { createAuthorisation } from './authorisation/authorisation.ts'
import type { CompiledOperation } from './compiled-operation.ts'
import { refusal, type Refusal } from './errors.ts'
import type { ExecutionOptions, PricedExecution } from './execution.ts'
import { createReach } from './fetch/reach.ts'
import type { SubgraphClientOptions } from './fetch/subgraph-client.ts'
import type { CacheCounters } from './lru.ts'
import type { ExecutionObserver } from './observer.ts'
import { createPlanner } from './planning/plan-operation.ts'
import { createPlannerWithDeadline } from './planning/planner-with-deadline.ts'
import type { OperationPlanner, PlannerSource } from './planning/query-planner.ts'
import { createPlans } from './plans.ts'
import { createDocumentCache } from './prepare.ts'
import type { StreamOptions } from './subscriptions/answer-stream.ts'
import { bindOperation } from './subscriptions/bind-subscription.ts'
import type { Bind } from './subscriptions/bound-operation.ts'
import { createStreams } from './subscriptions/open-stream.ts'

/** What the planned execution can be told beyond what every execution is. */
export interface PlannedOptions extends ExecutionOptions {
  http?: Partial<SubgraphClientOptions> | undefined
  observer?: ExecutionObserver | undefined
  /** Who plans; by default what would keep this thread too long is planned on another, with a deadline. */
  createOperationPlanner?: (source: PlannerSource) => OperationPlanner
  maxPlanBytes?: number
  maxDocumentBytes?: number
  streams?: Partial<StreamOptions>
  /** Which labels of `@override(label:)` hold for a request; none by default. */
  overrideConditions?: (labels: readonly string[], request: RequestContext) => ReadonlyMap<string, boolean>
}

/** An execution that says how its caches do, and whose plans others may run their events by. */
export interface PlannedExecution extends PricedExecution {
  readonly bind: Bind
  readonly counters: Readonly<Record<'plans' | 'sharedPlans' | 'documents', Readonly<CacheCounters>>>
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024

const NEEDS_A_STREAM: Refusal = {
  errors: refusal('BAD_REQUEST', [new GraphQLError('Subscriptions need a transport that can push.')]),
}

const isSubscription = ({ ready }: CompiledOperation): boolean =>
  ready.operation.operation === OperationTypeNode.SUBSCRIPTION

const NO_OVERRIDES: ReadonlyMap<string, boolean> = new Map()

/** Creates our own execution: the stock planner's plans, compiled, started by data, answered in one pass. */
export function createPlannedExecution(options: PlannedOptions): PlannedExecution {
  const { createOperationPlanner = createPlannerWithDeadline, supergraphSdl } = options
  const planner = createPlanner(supergraphSdl, createOperationPlanner)
  const { apiSchema: schema, facts } = planner
  const supergraph = parse(supergraphSdl, { noLocation: true })
  const limits = createLimits({ schema, supergraph, limits: options.limits })
  const authorisation = createAuthorisation(schema, supergraph)
  const documents = createDocumentCache(schema, limits, options.maxDocumentBytes ?? DEFAULT_MAX_BYTES)
  const reach = createReach(options, planner)
  const overridesFor = (request: RequestContext) =>
    (facts.overrideLabels.length > 0 && options.overrideConditions?.(facts.overrideLabels, request)) ||
    NO_OVERRIDES
  const plans = createPlans({
    planner,
    authorisation,
    reach,
    observer: options.observer,
    maxBytes: options.maxPlanBytes ?? DEFAULT_MAX_BYTES,
  })
  const admit = createAdmission({ documents, authorisation, findPlan: plans.find, overridesFor })

  const streams = createStreams(options.streams)
  const bind: Bind = async (operation, request) => {
    const admitted = admit(operation, request)
    if ('errors' in admitted) return admitted
    const compiled = await plans.compiledFor(admitted)
    if ('errors' in compiled) return compiled
    return bindOperation(compiled, admitted.priced, reach)
  }

  return {
    schema,
    limits,
    bind,
    subscribe: async (operation, request) => streams.open(await bind(operation, request), request),
    counters: { ...plans.counters, documents: documents.counters },
    read(operation, request) {
      const valid = documents.prepare(operation, request.caller)
      return 'errors' in valid ? valid : documents.price(valid, operation.variables, request)
    },
    async execute(operation, request, read) {
      const admitted = admit(operation, request, read)
      if ('errors' in admitted) return admitted
      const found = plans.compiledFor(admitted)
      const compiled = found instanceof Promise ? await found : found
      if ('errors' in compiled) return compiled
      if (isSubscription(compiled)) return NEEDS_A_STREAM
      return compiled.run(admitted.priced.sent, admitted.priced.coerced, request)
    },
    async executeInParts(operation, request) {
      const admitted = admit(operation, request)
      if ('errors' in admitted) return admitted
      const compiled = await plans.compiledFor(admitted)
      if ('errors' in compiled) return compiled
      if (isSubscription(compiled)) return NEEDS_A_STREAM
      const run = compiled.runInParts ?? compiled.run
      return run(admitted.priced.sent, admitted.priced.coerced, request)
    },
    async close() {
      await Promise.all([reach.close(), planner.close()])
    },
  }
}
