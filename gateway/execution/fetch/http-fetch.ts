import { type GraphQLSchema, Kind, OperationTypeNode, print } from 'graphql'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { SubgraphError } from '../errors.ts'
import type { FetchStep } from '../planning/fetch-step.ts'
import { applyRewrites, isTarget, renamesOf, type Target } from '../planning/rewrites.ts'
import type { Variables } from '../selection/conditions.ts'
import { authorityOf, callHeaders, operationIdOf, type SubgraphHeaders } from './call-headers.ts'
import type { CompiledFetch, OperationRun } from './fetch.ts'
import type { InFlight } from './in-flight.ts'
import { mergeInto } from './merge-answer.ts'
import { type CallOutcome, failEverywhere, placeErrors } from './place-errors.ts'
import { compileKeys } from './step-keys.ts'
import type { SubgraphClient } from './subgraph-client.ts'

/** What all fetches over HTTP share. */
export interface HttpFetchContext {
  supergraphSchema: GraphQLSchema
  client: SubgraphClient
  inFlight: InFlight
  headers: SubgraphHeaders | undefined
  /** The step is its operation's only one for its subgraph. */
  isAlone: boolean
}

interface SubgraphAnswer {
  data: unknown
  errors: readonly SubgraphError[]
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new WeftError('INVALID_RESPONSE', 'A system did not answer JSON.', { system: 'gateway' }, cause)
  }
}

/** Reads what a subgraph answered; throws INVALID_RESPONSE for what is no GraphQL. */
export function toSubgraphAnswer(body: unknown): SubgraphAnswer {
  const { data, errors } = isTarget(body) ? body : {}
  if (data === undefined && !Array.isArray(errors))
    throw new WeftError('INVALID_RESPONSE', 'A system did not answer GraphQL.', { system: 'gateway' })
  return { data, errors: Array.isArray(errors) ? errors.filter(isTarget).map(toSubgraphError) : [] }
}

function toSubgraphError({ message, path, extensions }: Target): SubgraphError {
  return {
    message: typeof message === 'string' ? message : 'A system reported an error.',
    path: Array.isArray(path) ? path : undefined,
    extensions: isTarget(extensions) ? extensions : undefined,
  }
}

/** The end of an operation's time is told as such. */
const explainAbort = (signal: AbortSignal) => (cause: unknown) => {
  if (isWeftError(cause) || !signal.aborted) throw cause
  throw new WeftError('TIMEOUT', 'A system did not answer in time.', { system: 'gateway' }, cause)
}

function usedVariables({ variableUsages }: FetchStep, variables: Variables): Record<string, unknown> {
  const used: Record<string, unknown> = {}
  for (const name of variableUsages) if (variables[name] !== undefined) used[name] = variables[name]
  return used
}

/**
 * Sends what a step asks; the same question of one caller is on its way only once. Not where the subgraph remembers what
 * an operation has read: what it read for another one would be missing when this one asks for more.
 */
function compileSend(step: FetchStep, { client, inFlight, headers, isAlone }: HttpFetchContext) {
  const { subgraph, operation, fragments } = step
  const isRepeatable = operation.operation === OperationTypeNode.QUERY
  const query = JSON.stringify(
    print({ kind: Kind.DOCUMENT, definitions: [operation, ...Object.values(fragments)] }),
  )
  return async (variables: object, request: RequestContext): Promise<SubgraphAnswer> => {
    const body = `{"query":${query},"variables":${JSON.stringify(variables)}}`
    const operationId = headers && !isAlone ? operationIdOf(request) : undefined
    const post = async (ending: AbortSignal | AbortController) => {
      const extra = await headers?.(subgraph, request, operationId)
      return client.post({ body, headers: callHeaders(request, extra), ending, isRepeatable })
    }
    // What asks for now does not wait for what began before it.
    if (!isRepeatable || request.maxAgeSeconds === 0)
      return toSubgraphAnswer(parseBody(await post(request.signal)))
    const asker = `${subgraph}\n${operationId ?? authorityOf(request)}\n${request.maxAgeSeconds ?? ''}`
    // The text is shared, not what it is parsed to: each operation merges that into an answer of its own.
    const text = await inFlight
      .share({ asker, question: body }, request.signal, post)
      .catch(explainAbort(request.signal))
    return toSubgraphAnswer(parseBody(text))
  }
}

/** What a call is made for, and how its objects are found in the answer. */
interface CallPurpose extends Pick<CallOutcome, 'targets' | 'pathOffset'> {
  variables: object
  valuesOf(data: unknown): readonly unknown[] | undefined
}

/** Waits for an answer and brings it to its objects; whatever goes wrong becomes failures. */
function compileCall(step: FetchStep, context: HttpFetchContext) {
  const { supergraphSchema } = context
  const send = compileSend(step, context)
  const keysOf = compileKeys(step, supergraphSchema)
  const renames = renamesOf(step.outputRewrites)
  const withKeptNames = (error: SubgraphError): SubgraphError => ({
    ...error,
    path: error.path?.map((key) => renames.get(String(key)) ?? key),
  })
  const merge = (target: Target, value: unknown): void => {
    if (!isTarget(value)) return
    applyRewrites(supergraphSchema, step.outputRewrites, value)
    mergeInto(target, value, supergraphSchema)
  }
  return async (
    { targets, pathOffset, variables, valuesOf }: CallPurpose,
    run: OperationRun,
  ): Promise<void> => {
    const outcome: CallOutcome = { targets, pathOffset, values: undefined, keysOf, failures: run.failures }
    try {
      const { data, errors } = await send(variables, run.scope.request)
      const values = valuesOf(data)
      if (!values && errors.length === 0) throw incomplete()
      for (const [index, target] of targets.entries()) merge(target, values?.[index])
      placeErrors(errors.map(withKeptNames), { ...outcome, values })
    } catch (cause) {
      failEverywhere(outcome, cause)
    }
  }
}

/** Compiles a step for a subgraph that is reached over HTTP: one prepared POST. */
export function compileHttpFetch(step: FetchStep, context: HttpFetchContext): CompiledFetch {
  const call = compileCall(step, context)
  return {
    fetchRoot(target, run, done) {
      const variables = usedVariables(step, run.variables)
      void call({ targets: [target], pathOffset: 0, variables, valuesOf: (data) => [data] }, run).then(done)
    },
    fetchEntities({ targets, representations }, run, done) {
      const variables = { ...usedVariables(step, run.variables), representations }
      void call({ targets, pathOffset: 2, variables, valuesOf: entitiesOf }, run).then(done)
    },
  }
}

function entitiesOf(data: unknown): readonly unknown[] | undefined {
  const entities = isTarget(data) ? data._entities : undefined
  return Array.isArray(entities) ? entities : undefined
}

const incomplete = (): WeftError =>
  new WeftError('INVALID_RESPONSE', 'A system left entities out.', { system: 'gateway' })
