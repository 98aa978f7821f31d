import { createDomainContexts, type DomainOptions } from '#shared/subgraph/domain-context.ts'
import { createSubgraph, type Subgraph } from '#shared/subgraph/subgraph.ts'
import type { Context } from './context.ts'
import { createLoaders } from './loaders.ts'
import type { SupportProvider } from './provider.ts'
import { resolvers } from './resolvers/index.ts'

/** The support domain: cases, support entitlements, and what support knows of customers and contracts. */
export function createSupportSubgraph(options: DomainOptions<SupportProvider>): Subgraph<Context> {
  return createSubgraph({
    name: 'support',
    schemaFile: new URL('schema.graphql', import.meta.url),
    resolvers,
    connections: options.connections,
    createContext: createDomainContexts(options, createLoaders),
  })
}
