import { type ExecutionResult, GraphQLError, OperationTypeNode, print } from 'graphql'
import { WeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { createAnswer } from './answer.ts'
import { refusal } from './errors.ts'
import { createFailures } from './failures.ts'
import type { CompiledFetch } from './fetch/fetch.ts'
import { createOperationScope } from './operation-scope.ts'
import type { FetchStep } from './planning/fetch-step.ts'
import type { OperationPlan, Planner } from './planning/plan-operation.ts'
import { unplannedFields } from './planning/unplanned-fields.ts'
import { defersSomething } from './incremental/deferred-fragments.ts'
import { compileInParts, type RunInParts } from './incremental/run-in-parts.ts'
import { compileWhenRepeated } from './generate/source.ts'
import { compileObjects } from './projection/compile-projection.ts'
import { generateObjectProjector } from './projection/generate-projection.ts'
import { compileIntrospection } from './projection/introspect.ts'
import type { ReadyOperation } from './ready-operation.ts'
import { fragmentsOf } from './selection/collect-fields.ts'
import type { Variables } from './selection/conditions.ts'
import { compileSteps, runSteps } from './steps.ts'

/** An operation planned and compiled once, run for everybody who sends it. */
export interface CompiledOperation {
  ready: ReadyOperation
  bytes: number
  /** Of a subscription: the fetch that its events come from; undefined where nobody has them. */
  primary: FetchStep | undefined
  /** Whom its plan asks. */
  subgraphs: readonly string[]
  /** Canonical keys in the client's words. */
  clientKeyOf(key: string): string
  /** `event`: what the primary of a subscription gave. */
  run(
    sent: Variables,
    coerced: Variables,
    request: RequestContext,
    event?: unknown,
  ): ExecutionResult | Promise<ExecutionResult>
  /** The same for a client that takes later what it deferred; undefined where it deferred nothing. */
  runInParts: RunInParts | undefined
}

/** What compiled steps and projection weigh for each character of the operations: measured on generated ones, rounded up. */
const BYTES_PER_CHARACTER = 40

/** A short text with nested fragments may expand to large steps: those count, not the text alone. */
function weighPlan({ steps }: OperationPlan, { document }: ReadyOperation): number {
  const selected = steps.reduce((total, { operation }) => total + print(operation).length, 0)
  return (print(document).length + selected) * BYTES_PER_CHARACTER
}

const NOBODY_ANSWERS = new GraphQLError('No system can answer this.', {
  extensions: { code: 'NOT_CONFIGURED', retryable: false },
})

/** The client's selection, compiled to turn what was fetched into what was asked. */
function compileAnswer(planner: Planner, ready: ReadyOperation, plan: OperationPlan) {
  const { document, operation, restriction } = ready
  const { apiSchema: schema } = planner
  const fragments = fragmentsOf(document)
  const planned = restriction ?? ready
  const rootType = schema.getRootType(operation.operation)
  if (!rootType) throw new TypeError(`no ${operation.operation} type`)
  const selection = { selectionSet: operation.selectionSet, conditions: [] }
  const context = { schema, fragments, keys: plan.keys, denials: restriction?.denials }
  return {
    project: compileObjects([selection], context)(rootType),
    // What is left out is told at its place: such an answer is never as it would be expected.
    projectExpected: restriction
      ? () => undefined
      : compileWhenRepeated(() => generateObjectProjector(rootType, [selection], context)),
    introspect: compileIntrospection(schema, operation, fragments),
    ...unplannedFields(schema, planned.operation, fragmentsOf(planned.document), plan),
  }
}

const TOO_LONG = 'The operation took too long.'

/**
 * Answers when the work is done, or with what is there when the operation's time is over. Work that is done when it
 * returns took no time that could be over: then nobody asks for the signal.
 */
function untilEnd(
  request: RequestContext,
  answer: (ended?: unknown) => ExecutionResult,
  start: (done: () => void) => void,
): ExecutionResult | Promise<ExecutionResult> {
  let isDone = false
  let settle = (): void => {}
  start(() => {
    isDone = true
    settle()
  })
  if (isDone) return answer()
  const { signal } = request
  const answerNow = (): ExecutionResult =>
    signal.aborted ? answer(new WeftError('TIMEOUT', TOO_LONG, { system: 'gateway' })) : answer()
  if (signal.aborted) return answerNow()
  const { promise, resolve, reject } = Promise.withResolvers<ExecutionResult>()
  const end = (): void => {
    settle = () => {}
    signal.removeEventListener('abort', end)
    try {
      resolve(answerNow())
    } catch (cause) {
      reject(cause)
    }
  }
  settle = end
  signal.addEventListener('abort', end, { once: true })
  return promise
}

/** Plans and compiles an operation; `fetchOf` decides how each step's subgraph is reached. */
export async function compileOperation(
  planner: Planner,
  ready: ReadyOperation,
  overrides: ReadonlyMap<string, boolean>,
  fetchOf: (step: FetchStep, isAlone: boolean) => CompiledFetch,
): Promise<CompiledOperation> {
  const planned = ready.restriction ?? ready
  const plan = await planner.plan(planned.document, planned.operation, overrides)
  const stepsOf = Map.groupBy(plan.steps, ({ subgraph }) => subgraph)
  const isAlone = ({ subgraph }: FetchStep): boolean => stepsOf.get(subgraph)?.length === 1
  const steps = compileSteps(plan.steps, planner, (step) => fetchOf(step, isAlone(step)))
  const { project, projectExpected, introspect, unplanned, isNothingPlanned } = compileAnswer(
    planner,
    ready,
    plan,
  )
  const { clientKeyOf } = plan.keys

  const run: CompiledOperation['run'] = (sent, coerced, request, event) => {
    const root = {}
    const failures = createFailures()
    for (const key of unplanned) failures.add(root, key, { cause: NOBODY_ANSWERS, isReported: false })
    const answer = (ended?: unknown) => {
      const introspection = introspect?.(coerced)
      const projectors = { project, projectExpected, clientKeyOf }
      return createAnswer({
        ...projectors,
        root,
        failures,
        variables: coerced,
        request,
        introspection,
        ended,
      })
    }
    return untilEnd(request, answer, (done) => {
      const scope = createOperationScope(request)
      runSteps(steps, root, { scope, variables: sent, failures, event }, coerced, done)
    })
  }
  const refuse = async () => ({ errors: refusal('NOT_CONFIGURED', [NOBODY_ANSWERS]), data: null })
  const bytes = weighPlan(plan, ready)
  const isSubscription = ready.operation.operation === OperationTypeNode.SUBSCRIPTION
  const primary = isSubscription ? plan.steps[0] : undefined
  const base = { ready, bytes, primary, subgraphs: [...stepsOf.keys()], clientKeyOf }
  if (isNothingPlanned) return { ...base, run: refuse, runInParts: undefined }
  const fragments = fragmentsOf(ready.document)
  const isDeferring =
    ready.operation.operation === OperationTypeNode.QUERY && defersSomething(ready.operation, fragments)
  const runInParts = isDeferring
    ? compileInParts({ planner, ready, plan, fragments, fetchOf }, unplanned, NOBODY_ANSWERS)
    : undefined
  return { ...base, run, runInParts }
}
