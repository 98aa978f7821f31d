import { type GraphQLSchema, Kind, OperationTypeNode, print } from 'graphql'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { SubgraphError } from '../errors.ts'
import { selectionOf } from '../planning/entity-selection.ts'
import type { FetchStep } from '../planning/fetch-step.ts'
import { applyRewrites, isTarget, satisfiesType, type Target } from '../planning/rewrites.ts'
import type { Variables } from '../selection/conditions.ts'
import { topFields } from '../selection/top-fields.ts'
import { authorityOf, callHeaders, type SubgraphHeaders } from './call-headers.ts'
import type { CompiledFetch, OperationRun } from './fetch.ts'
import type { InFlight } from './in-flight.ts'
import { mergeInto } from './merge-answer.ts'
import { type CallOutcome, failEverywhere, placeErrors } from './place-errors.ts'
import type { SubgraphClient } from './subgraph-client.ts'

/** What all fetches over HTTP share. */
export interface HttpFetchContext {
  supergraphSchema: GraphQLSchema
  client: SubgraphClient
  inFlight: InFlight
  headers: SubgraphHeaders | undefined
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

function toAnswer(text: string): SubgraphAnswer {
  const body = parseBody(text)
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

/** The fields that a step asks of an object, under the names that they are kept by. */
function compileKeys(step: FetchStep, schema: GraphQLSchema, renames: ReadonlyMap<string, string>) {
  const fields = topFields(selectionOf(step)).map(({ field, type }) => {
    const key = field.alias?.value ?? field.name.value
    return { key: renames.get(key) ?? key, type }
  })
  return (target: Target): string[] =>
    fields.flatMap(({ key, type }) => {
      const typeName = target.__typename
      const isOf = type === undefined || typeof typeName !== 'string' || satisfiesType(schema, typeName, type)
      return isOf && key !== '__typename' ? [key] : []
    })
}

function renamesOf({ outputRewrites }: FetchStep): ReadonlyMap<string, string> {
  return new Map(
    outputRewrites.flatMap((rewrite) =>
      rewrite.kind === 'KeyRenamer' ? [[rewrite.path.at(-1) ?? '', rewrite.renameKeyTo] as const] : [],
    ),
  )
}

function usedVariables({ variableUsages }: FetchStep, variables: Variables): Record<string, unknown> {
  const used: Record<string, unknown> = {}
  for (const name of variableUsages) if (variables[name] !== undefined) used[name] = variables[name]
  return used
}

/** Compiles a step for a subgraph that is reached over HTTP: one prepared POST. */
export function compileHttpFetch(step: FetchStep, context: HttpFetchContext): CompiledFetch {
  const { supergraphSchema, client, inFlight } = context
  const renames = renamesOf(step)
  const keysOf = compileKeys(step, supergraphSchema, renames)
  const isRepeatable = step.operation.operation === OperationTypeNode.QUERY
  const definitions = [step.operation, ...Object.values(step.fragments)]
  const query = JSON.stringify(print({ kind: Kind.DOCUMENT, definitions }))

  const send = async (variables: object, request: RequestContext): Promise<SubgraphAnswer> => {
    const body = `{"query":${query},"variables":${JSON.stringify(variables)}}`
    const post = (signal: AbortSignal) =>
      client.post({
        body,
        headers: callHeaders(step.subgraph, request, context.headers),
        signal,
        isRepeatable,
      })
    if (!isRepeatable) return toAnswer(await post(request.signal))
    const key = `${step.subgraph}\n${authorityOf(request)}\n${body}`
    // The text is shared, not what it is parsed to: each operation merges that into an answer of its own.
    return toAnswer(await inFlight.share(key, request.signal, post).catch(explainAbort(request.signal)))
  }

  const merge = (targets: readonly Target[], values: readonly unknown[]): void => {
    targets.forEach((target, index) => {
      const value = values[index]
      if (!isTarget(value)) return
      applyRewrites(supergraphSchema, step.outputRewrites, value)
      mergeInto(target, value, supergraphSchema)
    })
  }
  /** Waits for an answer and brings it to its objects; `valuesOf` finds them in it. */
  const call = async (
    variables: object,
    run: OperationRun,
    about: Pick<CallOutcome, 'targets' | 'pathOffset'>,
    valuesOf: (data: unknown) => readonly unknown[] | undefined,
  ): Promise<void> => {
    const outcome: CallOutcome = { ...about, values: undefined, keysOf, failures: run.failures }
    try {
      const { data, errors } = await send(variables, run.scope.request)
      const values = valuesOf(data)
      if (!values && errors.length === 0) throw incomplete()
      if (values) merge(outcome.targets, values)
      placeErrors(errors.map(withKeptNames), { ...outcome, values })
    } catch (cause) {
      failEverywhere(outcome, cause)
    }
  }
  const withKeptNames = (error: SubgraphError): SubgraphError => ({
    ...error,
    path: error.path?.map((key) => renames.get(String(key)) ?? key),
  })

  return {
    fetchRoot(target, run, done) {
      const about = { targets: [target], pathOffset: 0 } as const
      void call(usedVariables(step, run.variables), run, about, (data) => [data]).then(done)
    },
    fetchEntities(inputs, run, done) {
      const about = { targets: inputs.map((input) => input.target), pathOffset: 2 } as const
      const representations = inputs.map(({ representation }) => representation)
      const variables = { ...usedVariables(step, run.variables), representations }
      void call(variables, run, about, entitiesOf).then(done)
    },
  }
}

function entitiesOf(data: unknown): readonly unknown[] | undefined {
  const entities = isTarget(data) ? data._entities : undefined
  return Array.isArray(entities) ? entities : undefined
}

const incomplete = (): WeftError =>
  new WeftError('INVALID_RESPONSE', 'A system left entities out.', { system: 'gateway' })
