import { GraphQLError, OperationTypeNode } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { type CompiledOperation, compileOperation, type ReadyOperation } from './compiled-operation.ts'
import { refusal } from './errors.ts'
import type { Execution, ExecutionOptions, Operation } from './execution.ts'
import type { SubgraphHeaders } from './fetch/call-headers.ts'
import { createReach } from './fetch/reach.ts'
import type { SubgraphClientOptions } from './fetch/subgraph-client.ts'
import { type BoundedCache, type CacheCounters, createBoundedCache } from './lru.ts'
import { createPlanner } from './planning/plan-operation.ts'
import { coerceVariables, createDocumentCache, type DocumentCache } from './prepare.ts'

/** What the planned execution can be told beyond what every execution is. */
export interface PlannedOptions extends ExecutionOptions {
  http?: Partial<SubgraphClientOptions>
  /** Headers for one subgraph beyond those that every call carries. */
  subgraphHeaders?: SubgraphHeaders
  maxPlanBytes?: number
  maxDocumentBytes?: number
  /** Which labels of `@override(label:)` hold for a request; none by default. */
  overrideConditions?: (labels: readonly string[], request: RequestContext) => ReadonlyMap<string, boolean>
}

/** An execution that says how its caches do. */
export interface PlannedExecution extends Execution {
  readonly counters: { plans: Readonly<CacheCounters>; documents: Readonly<CacheCounters> }
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024

function planKey({ query, operationName }: Operation, overrides: ReadonlyMap<string, boolean>): string {
  const holding = [...overrides].flatMap(([label, holds]) => (holds ? [label] : []))
  return `${operationName ?? ''}\n${holding.sort().join()}\n${query}`
}

interface Caches {
  documents: DocumentCache
  plans: BoundedCache<CompiledOperation>
}

/** Finds or makes the compiled operation; errors are the client's. */
function compiledFor(
  operation: Operation,
  overrides: ReadonlyMap<string, boolean>,
  { documents, plans }: Caches,
  compile: (ready: ReadyOperation) => CompiledOperation,
  logFault: (cause: unknown) => void,
): CompiledOperation | { errors: readonly GraphQLError[] } {
  const key = planKey(operation, overrides)
  const known = plans.get(key)
  if (known) return known
  const prepared = documents.prepare(operation)
  if ('errors' in prepared) return prepared
  if (prepared.operation.operation === OperationTypeNode.SUBSCRIPTION) {
    return {
      errors: refusal('BAD_REQUEST', [new GraphQLError('Subscriptions need a transport that can push.')]),
    }
  }
  try {
    const compiled = compile(prepared)
    plans.set(key, compiled, compiled.bytes)
    return compiled
  } catch (cause) {
    // The planner refuses what would take it too long with errors of its own; anything else it throws is a fault.
    if (cause instanceof GraphQLError) return { errors: refusal('LIMIT_EXCEEDED', [cause]) }
    logFault(cause)
    return { errors: refusal('INTERNAL', [new GraphQLError('This operation cannot be planned.')]) }
  }
}

const NO_OVERRIDES: ReadonlyMap<string, boolean> = new Map()

/** Creates our own execution: the stock planner's plans, compiled, started by data, answered in one pass. */
export function createPlannedExecution(options: PlannedOptions): PlannedExecution {
  const planner = createPlanner(options.supergraphSdl)
  const caches: Caches = {
    documents: createDocumentCache(planner.apiSchema, options.maxDocumentBytes ?? DEFAULT_MAX_BYTES),
    plans: createBoundedCache(options.maxPlanBytes ?? DEFAULT_MAX_BYTES),
  }
  const reach = createReach(options, planner)
  const { overrideLabels } = planner.facts
  const overridesFor = (request: RequestContext) =>
    (overrideLabels.length > 0 && options.overrideConditions?.(overrideLabels, request)) || NO_OVERRIDES

  return {
    schema: planner.apiSchema,
    counters: { plans: caches.plans.counters, documents: caches.documents.counters },
    async execute(operation, request) {
      const overrides = overridesFor(request)
      const compiled = compiledFor(
        operation,
        overrides,
        caches,
        (ready) => compileOperation(planner, ready, overrides, reach.fetchOf),
        (cause) => request.logger.error({ err: cause }, 'an operation cannot be planned'),
      )
      if ('errors' in compiled) return compiled
      const variables = coerceVariables(planner.apiSchema, compiled.ready.operation, operation.variables)
      if ('errors' in variables) return variables
      return compiled.run(operation.variables ?? {}, variables.coerced, request)
    },
    close: reach.close,
  }
}
