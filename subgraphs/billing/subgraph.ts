import type { Connection } from '#shared/connections/connection.ts'
import type { Crosswalk } from '#shared/crosswalk.ts'
import { createSubgraph, type Subgraph } from '#shared/subgraph/subgraph.ts'
import type { Context } from './context.ts'
import { createLoadedRecords } from './loaded-records.ts'
import { createLoaders } from './loaders.ts'
import type { BillingProvider } from './provider.ts'
import { resolvers } from './resolvers/index.ts'

/** The billing domain: subscriptions, invoices, payments, prices, features, and what billing knows of customers and contracts. */
export function createBillingSubgraph(options: {
  providers: readonly BillingProvider[]
  crosswalk: Crosswalk
  /** Every configured connection by id, of all domains. */
  connections: ReadonlyMap<string, Connection>
}): Subgraph<Context> {
  const { providers, crosswalk, connections } = options
  return createSubgraph<Context>({
    name: 'billing',
    schemaFile: new URL('schema.graphql', import.meta.url),
    resolvers,
    connections,
    createContext: (request) => ({
      request,
      loaders: createLoaders({ providers, crosswalk, request }),
      loadedRecords: createLoadedRecords(),
    }),
  })
}
