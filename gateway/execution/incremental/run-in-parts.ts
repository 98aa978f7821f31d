import type { ExecutionResult } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { createFailures } from '../failures.ts'
import type { CompiledFetch } from '../fetch/fetch.ts'
import { createOperationScope } from '../operation-scope.ts'
import type { Variables } from '../selection/conditions.ts'
import { runSteps } from '../steps.ts'
import { deferVariables } from './deferred-fragments.ts'
import { answerFirst, createDeliverer, type Run } from './deliver.ts'
import { compileDivided, type DeferringOperation, type DividedOperation } from './divided-operation.ts'
import { type AnswerInParts, createDeliveryQueue } from './parts.ts'

/** Runs an operation whose client takes some of it later; one answer where nothing of it is left for later. */
export type RunInParts = (
  sent: Variables,
  coerced: Variables,
  request: RequestContext,
) => Promise<ExecutionResult | AnswerInParts>

/** Runs a divided operation: settles with its first part, and delivers the others as they become ready. */
function runDivided(
  divided: DividedOperation,
  run: Run,
  sent: Variables,
): Promise<ExecutionResult | AnswerInParts> {
  const { promise, resolve, reject } = Promise.withResolvers<ExecutionResult | AnswerInParts>()
  const { request } = run
  const deliverer = createDeliverer(divided, run)
  const over = new Set<number>()
  const queue = createDeliveryQueue(() => over.add(-1))
  const end = (): void => reachAll()
  const settle = (): void => {
    const first = answerFirst(divided, run)
    const announced = deliverer.announceFirst(first)
    resolve(announced.length === 0 ? first : { first, announced, later: queue })
  }
  /** Place 0 is the first answer, the others are deferred fragments; each is reached once, an outer one before an inner. */
  const reach = (place: number): void => {
    if (over.has(place) || over.has(-1)) return
    over.add(place)
    try {
      if (place === 0) settle()
      else {
        const delivery = deliverer.deliver(place - 1)
        if (delivery.delivered.length > 0) queue.put(delivery)
      }
    } catch (cause) {
      // A fault of ours: whoever waits must not wait for ever.
      request.logger.error({ err: cause }, 'an answer in parts failed')
      reject(cause)
      queue.put({ announced: [], delivered: [], isLast: true })
    }
    if (over.has(0) && deliverer.isDone()) request.signal.removeEventListener('abort', end)
  }
  const reachAll = (): void => {
    for (let place = 0; place <= divided.fragments.length; place += 1) reach(place)
  }
  request.signal.addEventListener('abort', end, { once: true })
  const steps = divided.steps.map((step, index) => {
    const place = index - divided.firstBarrier
    if (place < 0) return step
    const fetchRoot: CompiledFetch['fetchRoot'] = (_target, _run, done) => {
      reach(place)
      done()
    }
    return { ...step, fetch: { ...step.fetch, fetchRoot } }
  })
  const scope = createOperationScope(request)
  const { root, failures, variables } = run
  runSteps(steps, root, { scope, variables: sent, failures }, variables, () => {})
  if (request.signal.aborted) reachAll()
  return promise
}

/** Compiles an operation that defers something; `unplanned` root fields fail with `cause`. */
export function compileInParts(
  operation: DeferringOperation,
  unplanned: readonly string[],
  cause: unknown,
): RunInParts {
  const names = deferVariables(operation.ready.operation, operation.fragments)
  const known = new Map<string, DividedOperation>()
  const dividedFor = (variables: Variables): DividedOperation => {
    const key = names.map((name) => (variables[name] === false ? '-' : '+')).join('')
    const divided = known.get(key) ?? compileDivided(operation, variables)
    known.set(key, divided)
    return divided
  }
  const { clientKeyOf } = operation.plan.keys
  return async (sent, coerced, request) => {
    const root = {}
    const failures = createFailures()
    for (const key of unplanned) failures.add(root, key, { cause, isReported: false })
    return runDivided(dividedFor(coerced), { root, failures, variables: coerced, request, clientKeyOf }, sent)
  }
}
