import { execute } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { toClientError } from '../gateway/execution/errors.ts'
import type { Execution, Operation } from '../gateway/execution/execution.ts'
import { createDocumentCache } from '../gateway/execution/prepare.ts'

const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024

/** One subgraph behind the same function as the whole graph, so that the same server can stand in front of it. */
export function createSubgraphExecution({ schema, createContext }: Subgraph): Execution {
  const documents = createDocumentCache(schema, MAX_DOCUMENT_BYTES)
  return {
    schema,
    async execute(operation: Operation, request: RequestContext) {
      const prepared = documents.prepare(operation)
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
