import { createSourceEventStream, type DocumentNode, Kind } from 'graphql'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import type { FetchStep } from '../planning/fetch-step.ts'
import { SourceErrors, type OpenSource } from './source.ts'

/** Opens the primary on a subgraph of this process: what its `subscribe` resolver gives, each value one event. */
export function compileLocalSource(step: FetchStep, { schema, createContext }: Subgraph): OpenSource {
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [step.operation, ...Object.values(step.fragments)],
  }
  return async (variableValues, request) => {
    const source = await createSourceEventStream({
      schema,
      document,
      variableValues,
      contextValue: createContext(request),
    })
    if (Symbol.asyncIterator in source) return source
    throw new SourceErrors(source.errors ?? [])
  }
}
