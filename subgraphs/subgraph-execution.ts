import { execute } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { toClientError } from '../gateway/execution/errors.ts'
import type { Execution, Operation } from '../gateway/execution/execution.ts'
import { createDocumentCache } from '../gateway/execution/prepare.ts'
import { createLimits } from '../gateway/limits/limits.ts'
import { CALLER_CLASSES, type OperationLimits } from '../gateway/limits/operation-limits.ts'

const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024

/** A gateway asks in its callers' names, and for many objects at once: fragments expanded, and their keys as variables. */
const OF_GATEWAYS: Partial<OperationLimits> = {
  bodyBytes: 8 * 1024 * 1024,
  aliases: 2000,
  repetitions: 2000,
  variableSize: 4 * 1024 * 1024,
  listItems: 1_000_000,
}

/** One subgraph behind the same function as the whole graph, so that the same server can stand in front of it. */
export function createSubgraphExecution({ schema, typeDefs, createContext }: Subgraph): Execution {
  const overrides = Object.fromEntries(CALLER_CLASSES.map((callerClass) => [callerClass, OF_GATEWAYS]))
  const limits = createLimits({ schema, supergraph: typeDefs, limits: overrides })
  const documents = createDocumentCache(schema, limits, MAX_DOCUMENT_BYTES)
  return {
    schema,
    limits,
    async execute(operation: Operation, request: RequestContext) {
      const prepared = documents.prepare(operation, request.caller)
      if ('errors' in prepared) return prepared
      const { data, errors } = await execute({
        schema,
        document: prepared.document,
        variableValues: operation.variables,
        operationName: operation.operationName,
        contextValue: createContext(request),
      })
      return {
        ...(data === undefined ? {} : { data }),
        ...(errors
          ? { errors: errors.map((error) => toClientError(error, error.path, request.correlationId)) }
          : {}),
      }
    },
    close: async () => {},
  }
}
