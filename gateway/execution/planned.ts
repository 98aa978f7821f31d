import { type ExecutionResult, GraphQLError, Kind, OperationTypeNode } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { SubgraphHeaders } from './fetch/call-headers.ts'
import type { SubgraphClientOptions } from './fetch/subgraph-client.ts'
import { createReach } from './fetch/reach.ts'
import { createAnswer } from './answer.ts'
import { refusal } from './errors.ts'
import type { Execution, ExecutionOptions, Operation } from './execution.ts'
import { createFailures } from './failures.ts'
import type { CompiledFetch } from './fetch/fetch.ts'
import { type BoundedCache, type CacheCounters, createBoundedCache } from './lru.ts'
import { createOperationScope } from './operation-scope.ts'
import type { FetchStep } from './planning/fetch-step.ts'
import { unplannedFields } from './planning/unplanned-fields.ts'
import { createPlanner, type Planner } from './planning/plan-operation.ts'
import {
  coerceVariables,
  createDocumentCache,
  type DocumentCache,
  type PreparedOperation,
} from './prepare.ts'
import { compileIntrospection } from './projection/introspect.ts'
import { compileObjects } from './projection/compile-projection.ts'
import type { Fragments } from './selection/collect-fields.ts'
import type { Variables } from './selection/conditions.ts'
import { compileSteps, runSteps } from './steps.ts'

type ReadyOperation = Exclude<PreparedOperation, { errors: unknown }>

/** An operation planned and compiled once, run for everybody who sends it. */
interface CompiledOperation {
  ready: ReadyOperation
  run(sent: Variables, coerced: Variables, request: RequestContext): Promise<ExecutionResult>
}

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

/** What a compiled operation weighs: its selections as steps, writers and projection, all of them per character of text. */
const BYTES_PER_CHARACTER = 120

const NOBODY_ANSWERS = new GraphQLError('No system can answer this.', {
  extensions: { code: 'NOT_CONFIGURED', retryable: false },
})

function fragmentsOf({ document }: ReadyOperation): Fragments {
  return Object.fromEntries(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  )
}

function compileOperation(
  planner: Planner,
  ready: ReadyOperation,
  overrides: ReadonlyMap<string, boolean>,
  fetchOf: (step: FetchStep) => CompiledFetch,
): CompiledOperation {
  const { operation } = ready
  const plan = planner.plan(ready.document, operation, overrides)
  const schema = planner.apiSchema
  const fragments = fragmentsOf(ready)
  const rootType = schema.getRootType(operation.operation)
  if (!rootType) throw new TypeError(`no ${operation.operation} type`)
  const steps = compileSteps(plan.steps, planner, fetchOf)
  const { unplanned, isNothingPlanned } = unplannedFields(schema, operation, fragments, plan)
  const objects = compileObjects([{ selectionSet: operation.selectionSet, conditions: [] }], {
    schema,
    fragments,
    keys: plan.keys,
  })
  const project = objects(rootType)
  const introspect = compileIntrospection(schema, operation, fragments)
  return {
    ready,
    run(sent, coerced, request) {
      const root = {}
      const failures = createFailures()
      if (isNothingPlanned)
        return Promise.resolve({ errors: refusal('NOT_CONFIGURED', [NOBODY_ANSWERS]), data: null })
      for (const key of unplanned) failures.add(root, key, { cause: NOBODY_ANSWERS, isReported: false })
      const answer = () =>
        createAnswer({
          root,
          failures,
          variables: coerced,
          request,
          project,
          clientKeyOf: plan.keys.clientKeyOf,
          introspection: introspect?.(coerced),
        })
      return new Promise((resolve, reject) => {
        const run = { scope: createOperationScope(request), variables: sent, failures }
        runSteps(steps, root, run, coerced, () => {
          try {
            resolve(answer())
          } catch (cause) {
            reject(cause)
          }
        })
      })
    },
  }
}

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
    plans.set(key, compiled, operation.query.length * BYTES_PER_CHARACTER)
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
