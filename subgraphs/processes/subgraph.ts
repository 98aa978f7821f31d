import type { Connection } from '#shared/connections/connection.ts'
import { createSubgraph, type Subgraph } from '#shared/subgraph/subgraph.ts'
import { type Context, createContext, type Surroundings } from './context.ts'
import { ExceptionItem } from './resolvers/ExceptionItem.ts'
import { Mutation } from './resolvers/Mutation.ts'
import { ProcessRun } from './resolvers/ProcessRun.ts'
import { Query } from './resolvers/Query.ts'
import { runTypes } from './resolvers/run-types.ts'

/** The subgraph of work that crosses systems: what runs, what stopped, and what people decide about it. */
export function createProcessesSubgraph(
  surroundings: Surroundings,
  connections: ReadonlyMap<string, Connection>,
): Subgraph<Context> {
  return createSubgraph({
    name: 'processes',
    schemaFile: new URL('./schema.graphql', import.meta.url),
    resolvers: { ...runTypes, ExceptionItem, Mutation, ProcessRun, Query },
    connections,
    createContext: (request) => createContext(surroundings, request),
  })
}
