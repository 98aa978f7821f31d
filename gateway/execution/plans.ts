import { GraphQLError } from 'graphql'
import { isWeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Admitted } from './admission.ts'
import type { Authorisation } from './authorisation/authorisation.ts'
import { type CompiledOperation, compileOperation } from './compiled-operation.ts'
import { fetchFailure, refusal, type Refusal } from './errors.ts'
import type { Reach } from './fetch/reach.ts'
import type { CacheCounters } from './lru.ts'
import type { ExecutionObserver } from './observer.ts'
import { createPlanCache } from './plan-cache.ts'
import type { Planner } from './planning/plan-operation.ts'
import type { ReadyOperation } from './ready-operation.ts'
import { createSharedPlans } from './shared-plans.ts'

/** Plans, compiled: remembered, and made where they are not known. */
export interface Plans {
  /** The plan for those who may see everything in it. */
  find(key: string): CompiledOperation | undefined
  /** At once where the plan is known: a request must not wait for what it does not need. */
  compiledFor(admitted: Admitted): CompiledOperation | Promise<CompiledOperation | Refusal>
  readonly counters: Readonly<Record<'plans' | 'sharedPlans', Readonly<CacheCounters>>>
}

export interface PlansOptions {
  planner: Planner
  authorisation: Authorisation
  reach: Reach
  observer: ExecutionObserver | undefined
  maxBytes: number
}

export function createPlans({ planner, authorisation, reach, observer, maxBytes }: PlansOptions): Plans {
  const plans = createPlanCache(maxBytes)
  const shared = createSharedPlans(planner.apiSchema, maxBytes)
  const fetchOf: Reach['fetchOf'] = observer
    ? (step, isAlone) => observer.observeFetch(step, reach.fetchOf(step, isAlone))
    : reach.fetchOf
  return {
    counters: { plans: plans.counters, sharedPlans: shared.counters },
    find: (key) => plans.get(key),
    compiledFor({ operation, request, priced, key, overrides, denials, known }) {
      if (known) return known
      // A plan for all who may not see the same; for most, that is nothing.
      const ownKey = denials ? `\0${denials.key}\0${key}` : key
      const own = denials && plans.get(ownKey)
      if (own) return own
      const compile = (as: ReadyOperation): Promise<CompiledOperation> => {
        const restriction = denials && authorisation.restrict(as, denials)
        const plan = () => compileOperation(planner, { ...as, restriction }, overrides, fetchOf)
        return observer ? observer.observePlanning(request, plan) : plan()
      }
      const { document, operation: definition, measured } = priced
      const ready: ReadyOperation = { document, operation: definition, measured }
      const variant = `${denials?.key ?? ''}${JSON.stringify([...overrides])}`
      const found =
        shared.find(operation.query, ready, variant, compile) ?? plans.make(ownKey, () => compile(ready))
      return found instanceof Promise
        ? found.catch((cause: unknown) => planningRefusal(cause, request))
        : found
    },
  }
}

/** What planning refused: by the catalogue, by the planner's own limits, or because the planner is at fault. */
function planningRefusal(cause: unknown, { correlationId, logger }: RequestContext): Refusal {
  if (isWeftError(cause)) return { errors: [fetchFailure(cause, undefined, correlationId)] }
  if (cause instanceof GraphQLError) return { errors: refusal('LIMIT_EXCEEDED', [cause]) }
  logger.error({ err: cause }, 'an operation cannot be planned')
  return { errors: refusal('INTERNAL', [new GraphQLError('This operation cannot be planned.')]) }
}
