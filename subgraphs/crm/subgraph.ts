import type { Connection } from '#shared/connections/connection.ts'
import type { Crosswalk } from '#shared/crosswalk.ts'
import { createSubgraph, type Subgraph } from '#shared/subgraph/subgraph.ts'
import type { Context } from './context.ts'
import { createLoaders } from './loaders.ts'
import type { CrmProvider } from './provider.ts'
import { resolvers } from './resolvers/resolvers.ts'

/** The CRM domain over its configured providers. */
export function createCrmSubgraph(options: {
  providers: readonly CrmProvider[]
  crosswalk: Crosswalk
  /** Every connection by id, of all domains. */
  connections: ReadonlyMap<string, Connection>
}): Subgraph<Context> {
  const { crosswalk, connections } = options
  const providers = new Map(options.providers.map((provider) => [provider.connection.id, provider]))
  return createSubgraph({
    name: 'crm',
    schemaFile: new URL('schema.graphql', import.meta.url),
    resolvers,
    connections,
    createContext: (request) => ({
      request,
      crosswalk,
      loaders: createLoaders(providers, crosswalk, request),
    }),
  })
}
