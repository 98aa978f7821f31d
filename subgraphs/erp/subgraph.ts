import { createDomainContexts, type DomainOptions } from '#shared/subgraph/domain-context.ts'
import { createSubgraph, type Subgraph } from '#shared/subgraph/subgraph.ts'
import type { Context } from './context.ts'
import { createLoaders } from './loaders.ts'
import type { ErpProvider } from './provider.ts'
import { resolvers } from './resolvers/index.ts'

/** The ERP domain: the ledger's side of customers, orders, invoices and products, whoever the vendor is. */
export function createErpSubgraph(options: DomainOptions<ErpProvider>): Subgraph<Context> {
  return createSubgraph({
    name: 'erp',
    schemaFile: new URL('schema.graphql', import.meta.url),
    resolvers,
    connections: options.connections,
    createContext: createDomainContexts(options, createLoaders),
  })
}
