import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway'
import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  OperationTypeNode,
  parse,
} from 'graphql'
import { isWeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { createLimits } from '../limits/limits.ts'
import { publicError } from './answer.ts'
import type { Authorisable } from './authorisation/authorisable.ts'
import { createAuthorisation } from './authorisation/authorisation.ts'
import type { Denials } from './authorisation/denials.ts'
import { FORBIDDEN } from './authorisation/forbidden.ts'
import { fetchFailure, refusal, toClientError } from './errors.ts'
import type { Execution, ExecutionOptions, PricedExecution } from './execution.ts'
import type { Operation } from './operation.ts'
import { applyFreshness } from './freshness.ts'
import { giveUpAfter } from './give-up.ts'
import { createOperationScope } from './operation-scope.ts'
import { createDocumentCache } from './prepare.ts'
import { createLocalDataSource } from './stock-local.ts'
import { createRemoteDataSource } from './stock-remote.ts'
import { type Asked, completeRestricted } from './stock-restricted.ts'
import { stripAuthorisationSdl } from './strip-directives.ts'

type Executor = ApolloGateway['executor']
type GatewayRequest = Parameters<Executor>[0]

const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024

const NO_SUBSCRIPTIONS: ExecutionResult = {
  errors: refusal('NOT_CONFIGURED', [new GraphQLError('The stock execution has no subscriptions.')]),
}

/** The stock gateway reports home unless this is set before one is made. */
function disableTelemetry(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = 'true'
}

function createDataSource(
  { name, url }: { name: string; url?: string },
  { locations, subgraphHeaders }: ExecutionOptions,
): GraphQLDataSource {
  const location = locations.get(name)
  if (location?.kind === 'local') return createLocalDataSource(location.subgraph)
  return createRemoteDataSource({ name, url: location?.url ?? url ?? '' }, subgraphHeaders)
}

/** What is run: what was asked, or what of it its caller may see. */
type Planned = Authorisable & { denials?: Denials }

/** What the stock executor reads of an Apollo Server request; it asks for no more than this. */
function toGatewayRequest(
  { query, operationName, variables }: Operation,
  { document, operation, denials }: Planned,
  request: RequestContext,
): GatewayRequest {
  return {
    request: { query, operationName, variables },
    document,
    operation,
    operationName: operation.name?.value ?? null,
    source: query,
    // Callers who may see different parts of one text have different plans.
    queryHash: `${denials?.key ?? ''}\0${query}`,
    context: { scope: createOperationScope(request) },
    metrics: {},
    logger: request.logger,
  } as unknown as GatewayRequest
}

/** A fetch that failed as a whole is pushed into `errors` as it was thrown, whatever that is. */
function toPublicError(error: unknown, { correlationId, logger }: RequestContext): GraphQLError {
  if (error instanceof GraphQLError) return toClientError(error, error.path, correlationId)
  logger.warn({ err: error }, 'a fetch failed')
  return fetchFailure(error, undefined, correlationId)
}

/** Errors found while the stock gateway shapes the answer come as an extension; here they are errors like all others. */
function shapingErrors(result: ExecutionResult): readonly GraphQLError[] {
  const found = (result.extensions?.valueCompletion ?? []) as readonly GraphQLFormattedError[]
  return found.map(({ message, path }) => new GraphQLError(message, { path: path ?? null }))
}

function toAnswer(result: ExecutionResult, request: RequestContext): ExecutionResult {
  const errors = [...(result.errors ?? []), ...shapingErrors(result)].map((error) =>
    toPublicError(error, request),
  )
  return {
    ...(errors.length > 0 ? { errors } : {}),
    ...(result.data === undefined ? {} : { data: result.data }),
  }
}

/**
 * Creates an execution on @apollo/gateway: slower than our own, and the one it is compared with. It has the same
 * limits, but plans on this thread and without a deadline: its executor does not let anybody else plan.
 */
export async function createStockExecution(options: ExecutionOptions): Promise<PricedExecution> {
  const { supergraphSdl, limits: overrides } = options
  disableTelemetry()
  const gateway = new ApolloGateway({
    supergraphSdl: stripAuthorisationSdl(supergraphSdl),
    buildService: (definition) => createDataSource(definition, options),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  })
  const { schema, executor } = await gateway.load()
  const supergraph = parse(supergraphSdl, { noLocation: true })
  const limits = createLimits({ schema, supergraph, limits: overrides })
  const authorisation = createAuthorisation(schema, supergraph)
  const documents = createDocumentCache(schema, limits, MAX_DOCUMENT_BYTES)
  const run = async (operation: Operation, planned: Planned, request: RequestContext) =>
    toAnswer(
      await giveUpAfter(executor(toGatewayRequest(operation, planned, request)), request.signal),
      request,
    )
  /** What the caller may not see is left out of what is run, and told in the answer. */
  const answer = async (operation: Operation, asked: Asked): Promise<ExecutionResult> => {
    const { request } = asked
    const denials = authorisation.denialsOf(asked, request.caller)
    if (!denials) return run(operation, asked, request)
    const refused = authorisation.refusedField(asked, denials)
    if (refused !== undefined) return { errors: [publicError(FORBIDDEN, [refused], request)] }
    const restriction = authorisation.restrict(asked, denials)
    return completeRestricted(schema, await run(operation, restriction, request), asked, restriction)
  }
  const execute: Execution['execute'] = async (operation, request) => {
    const prepared = documents.prepare(operation, request.caller)
    if ('errors' in prepared) return prepared
    if (prepared.operation.operation === OperationTypeNode.SUBSCRIPTION) return NO_SUBSCRIPTIONS
    const priced = documents.price(prepared, operation.variables, request)
    if ('errors' in priced) return priced
    const refused = applyFreshness(request, prepared.operation, priced.coerced)
    if (refused) return refused
    try {
      return await answer(
        { ...operation, variables: priced.sent },
        { ...prepared, variables: priced.coerced, request },
      )
    } catch (cause) {
      if (!isWeftError(cause)) throw cause
      return { errors: [fetchFailure(cause, undefined, request.correlationId)] }
    }
  }
  return {
    schema,
    limits,
    read(operation, request) {
      const valid = documents.prepare(operation, request.caller)
      return 'errors' in valid ? valid : documents.price(valid, operation.variables, request)
    },
    execute,
    executeInParts: execute,
    subscribe: execute,
    close: () => gateway.stop(),
  }
}
