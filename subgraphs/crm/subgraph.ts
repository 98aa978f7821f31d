import { createDomainContexts, type DomainOptions } from '#shared/subgraph/domain-context.ts'
import { createSubgraph, type Subgraph } from '#shared/subgraph/subgraph.ts'
import type { Context } from './context.ts'
import { createLoaders } from './loaders.ts'
import type { CrmProvider } from './provider.ts'
import { resolvers } from './resolvers/index.ts'

/** The CRM domain: contacts, contracts, opportunities, quotes, and what the CRM knows of customers, orders and products. */
export function createCrmSubgraph(options: DomainOptions<CrmProvider>): Subgraph<Context> {
  return createSubgraph({
    name: 'crm',
    schemaFile: new URL('schema.graphql', import.meta.url),
    resolvers,
    connections: options.connections,
    createContext: createDomainContexts(options, createLoaders),
  })
}
