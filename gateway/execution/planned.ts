import { GraphQLError, OperationTypeNode, parse } from 'graphql'
import { isWeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { createLimits } from '../limits/limits.ts'
import { publicError } from './answer.ts'
import { createAuthorisation } from './authorisation/authorisation.ts'
import type { Denials } from './authorisation/denials.ts'
import { FORBIDDEN } from './authorisation/forbidden.ts'
import { type CompiledOperation, compileOperation, type ReadyOperation } from './compiled-operation.ts'
import { fetchFailure, refusal } from './errors.ts'
import type { ExecutionOptions, Operation, PricedExecution } from './execution.ts'
import { applyFreshness } from './freshness.ts'
import { createReach, type Reach } from './fetch/reach.ts'
import type { SubgraphClientOptions } from './fetch/subgraph-client.ts'
import type { CacheCounters } from './lru.ts'
import type { ExecutionObserver } from './observer.ts'
import { createPlanCache } from './plan-cache.ts'
import { createPlanner } from './planning/plan-operation.ts'
import { createPlannerWithDeadline } from './planning/planner-with-deadline.ts'
import type { OperationPlanner, PlannerSource } from './planning/query-planner.ts'
import { createDocumentCache, type PricedOperation, type Refusal } from './prepare.ts'
import { createSharedPlans } from './shared-plans.ts'
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

/** The text alone where nothing else decides: it need not be put together for every request. */
function planKey({ query, operationName }: Operation, overrides: ReadonlyMap<string, boolean>): string {
  if (operationName === undefined && overrides.size === 0) return query
  const holding = [...overrides].flatMap(([label, holds]) => (holds ? [label] : []))
  // No document has a NUL after its first word: no key is another one's text.
  return `${operationName ?? ''}\0${holding.sort().join()}\0${query}`
}

/** What planning refused: by the catalogue, by the planner's own limits, or because the planner is at fault. */
function planningRefusal(cause: unknown, { correlationId, logger }: RequestContext): Refusal {
  if (isWeftError(cause)) return { errors: [fetchFailure(cause, undefined, correlationId)] }
  if (cause instanceof GraphQLError) return { errors: refusal('LIMIT_EXCEEDED', [cause]) }
  logger.error({ err: cause }, 'an operation cannot be planned')
  return { errors: refusal('INTERNAL', [new GraphQLError('This operation cannot be planned.')]) }
}

const NEEDS_A_STREAM: Refusal = {
  errors: refusal('BAD_REQUEST', [new GraphQLError('Subscriptions need a transport that can push.')]),
}

const isSubscription = ({ ready }: CompiledOperation): boolean =>
  ready.operation.operation === OperationTypeNode.SUBSCRIPTION

/** An operation that its caller may have run, and what its plan is known by. */
interface Admitted {
  operation: Operation
  request: RequestContext
  priced: PricedOperation
  key: string
  overrides: ReadonlyMap<string, boolean>
  denials: Denials | undefined
  /** Its plan, where it is known already. */
  known: CompiledOperation | undefined
}

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
  const plans = createPlanCache(options.maxPlanBytes ?? DEFAULT_MAX_BYTES)
  const shared = createSharedPlans(schema, options.maxPlanBytes ?? DEFAULT_MAX_BYTES)
  const reach = createReach(options, planner)
  const { observer } = options
  const fetchOf: Reach['fetchOf'] = observer
    ? (step, isAlone) => observer.observeFetch(step, reach.fetchOf(step, isAlone))
    : reach.fetchOf

  const overridesFor = (request: RequestContext) =>
    (facts.overrideLabels.length > 0 && options.overrideConditions?.(facts.overrideLabels, request)) ||
    NO_OVERRIDES
  const valid = (operation: Operation, { caller }: RequestContext, known: CompiledOperation | undefined) =>
    known
      ? (documents.admit(known.ready.measured, operation, caller) ?? known.ready)
      : documents.prepare(operation, caller)
  /** All that can be refused without a plan. */
  const admit = (
    operation: Operation,
    request: RequestContext,
    read?: PricedOperation,
  ): Admitted | Refusal => {
    const { caller } = request
    const overrides = overridesFor(request)
    const key = planKey(operation, overrides)
    const known = plans.get(key)
    const ready = read ?? valid(operation, request, known)
    if ('errors' in ready) return ready
    const denials = authorisation.denialsOf(ready, caller)
    const refused = denials && authorisation.refusedField(ready, denials)
    if (refused !== undefined) return { errors: [publicError(FORBIDDEN, [refused], request)] }
    const priced = read ?? documents.price(ready, operation.variables, request)
    if ('errors' in priced) return priced
    const stale = applyFreshness(request, ready.operation, priced.coerced)
    if (stale) return stale
    return { operation, request, priced, key, overrides, denials, known: denials ? undefined : known }
  }
  /** At once where the plan is known: a request must not wait for what it does not need. */
  const compiledFor = (admitted: Admitted): CompiledOperation | Promise<CompiledOperation | Refusal> => {
    const { operation, request, priced, key, overrides, denials } = admitted
    if (admitted.known) return admitted.known
    // A plan for all who may not see the same; for most, that is nothing.
    const ownKey = denials ? `\0${denials.key}\0${key}` : key
    const known = denials && plans.get(ownKey)
    if (known) return known
    const compile = (as: ReadyOperation) => {
      const restriction = denials && authorisation.restrict(as, denials)
      const plan = () => compileOperation(planner, { ...as, restriction }, overrides, fetchOf)
      return observer ? observer.observePlanning(request, plan) : plan()
    }
    const { document, operation: definition, measured } = priced
    const ready: ReadyOperation = { document, operation: definition, measured }
    const variant = `${denials?.key ?? ''}${JSON.stringify([...overrides])}`
    const found =
      shared.find(operation.query, ready, variant, compile) ?? plans.make(ownKey, () => compile(ready))
    return found instanceof Promise ? found.catch((cause: unknown) => planningRefusal(cause, request)) : found
  }

  const streams = createStreams(options.streams)
  const bind: Bind = async (operation, request) => {
    const admitted = admit(operation, request)
    if ('errors' in admitted) return admitted
    const compiled = await compiledFor(admitted)
    if ('errors' in compiled) return compiled
    return bindOperation(compiled, admitted.priced, reach)
  }

  return {
    schema,
    limits,
    bind,
    subscribe: async (operation, request) => streams.open(await bind(operation, request), request),
    counters: { plans: plans.counters, sharedPlans: shared.counters, documents: documents.counters },
    read(operation, request) {
      const valid = documents.prepare(operation, request.caller)
      return 'errors' in valid ? valid : documents.price(valid, operation.variables, request)
    },
    async execute(operation, request, read) {
      const admitted = admit(operation, request, read)
      if ('errors' in admitted) return admitted
      const found = compiledFor(admitted)
      const compiled = found instanceof Promise ? await found : found
      if ('errors' in compiled) return compiled
      if (isSubscription(compiled)) return NEEDS_A_STREAM
      return compiled.run(admitted.priced.sent, admitted.priced.coerced, request)
    },
    async executeInParts(operation, request) {
      const admitted = admit(operation, request)
      if ('errors' in admitted) return admitted
      const compiled = await compiledFor(admitted)
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
