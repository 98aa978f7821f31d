import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  OperationTypeNode,
} from 'graphql'
import { isWeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { fetchFailure, refusal, toClientError } from '../gateway/execution/errors.ts'
import type { Execution } from '../gateway/execution/execution.ts'
import { createDocumentCache } from '../gateway/execution/prepare.ts'
import type { Bind } from '../gateway/execution/subscriptions/bound-operation.ts'
import { createStreams } from '../gateway/execution/subscriptions/open-stream.ts'
import { SourceErrors } from '../gateway/execution/subscriptions/source.ts'
import { createLimits } from '../gateway/limits/limits.ts'
import { CALLER_CLASSES, type OperationLimits } from '../gateway/limits/operation-limits.ts'
import { createOperationContexts } from './operation-contexts.ts'

const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024

/** A gateway asks in its callers' names, and for many objects at once: fragments expanded, and their keys as variables. */
const OF_GATEWAYS: Partial<OperationLimits> = {
  bodyBytes: 8 * 1024 * 1024,
  aliases: 2000,
  repetitions: 2000,
  variableSize: 4 * 1024 * 1024,
  listItems: 1_000_000,
}

const NEEDS_A_STREAM: ExecutionResult = {
  errors: refusal('BAD_REQUEST', [new GraphQLError('Subscriptions need a transport that can push.')]),
}

async function openSource(args: ExecutionArgs): Promise<AsyncIterable<unknown>> {
  const source = await createSourceEventStream(args)
  if (Symbol.asyncIterator in source) return source
  throw new SourceErrors(source.errors ?? [])
}

function explainEnd(cause: unknown, correlationId: string): ExecutionResult {
  if (!(cause instanceof SourceErrors)) return { errors: [fetchFailure(cause, undefined, correlationId)] }
  return { errors: cause.errors.map((error) => toClientError(error, error.path, correlationId)) }
}

/** Errors as the gateway may see them: what nobody foresaw stays here, in the log. */
function publish({ data, errors }: ExecutionResult, request: RequestContext): ExecutionResult {
  const { correlationId, logger } = request
  const published = errors?.map((error) => {
    if (
      error.originalError &&
      !isWeftError(error.originalError) &&
      !(error.originalError instanceof GraphQLError)
    )
      logger.error({ err: error.originalError, path: error.path }, 'a field failed')
    return toClientError(error, error.path, correlationId)
  })
  return { ...(data === undefined ? {} : { data }), ...(published ? { errors: published } : {}) }
}

/** One subgraph behind the same function as the whole graph, so that the same server can stand in front of it. */
export function createSubgraphExecution({ schema, typeDefs, createContext }: Subgraph): Execution {
  const overrides = Object.fromEntries(CALLER_CLASSES.map((callerClass) => [callerClass, OF_GATEWAYS]))
  const limits = createLimits({ schema, supergraph: typeDefs, limits: overrides })
  const documents = createDocumentCache(schema, limits, MAX_DOCUMENT_BYTES)
  const contexts = createOperationContexts(createContext)
  const streams = createStreams()
  const bind: Bind = async (operation, request) => {
    const prepared = documents.prepare(operation, request.caller)
    if ('errors' in prepared) return prepared
    const args = {
      schema,
      document: prepared.document,
      variableValues: operation.variables,
      operationName: operation.operationName,
    }
    const answer = async (current: RequestContext, rootValue?: unknown) => {
      const { context, leave } = contexts.join(current)
      try {
        return publish(await execute({ ...args, rootValue, contextValue: context }), current)
      } finally {
        leave()
      }
    }
    if (prepared.operation.operation !== OperationTypeNode.SUBSCRIPTION) return { kind: 'once', answer }
    return {
      kind: 'stream',
      question: operation.query,
      open: (opening) => openSource({ ...args, contextValue: createContext(opening) }),
      answer: (event, current) => answer(current, event),
      explain: (cause, { correlationId }) => explainEnd(cause, correlationId),
    }
  }
  const answerWhole: Execution['execute'] = async (operation, request) => {
    const bound = await bind(operation, request)
    if ('errors' in bound) return bound
    return bound.kind === 'once' ? bound.answer(request) : NEEDS_A_STREAM
  }
  return {
    schema,
    limits,
    execute: answerWhole,
    // The gateway defers; what it asks a subgraph is answered at once.
    executeInParts: answerWhole,
    subscribe: async (operation, request) => streams.open(await bind(operation, request), request),
    close: async () => {},
  }
}
