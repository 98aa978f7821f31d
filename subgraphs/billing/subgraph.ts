import { createDomainContexts, type DomainOptions } from '#shared/subgraph/domain-context.ts'
import { createSubgraph, type Subgraph } from '#shared/subgraph/subgraph.ts'
import type { Context } from './context.ts'
import { createLoaders } from './loaders.ts'
import type { BillingProjections } from './projections.ts'
import type { BillingProvider } from './provider.ts'
import type { FindMade } from './subscriptions-of-contracts.ts'
import { resolvers } from './resolvers/index.ts'

export interface BillingOptions extends DomainOptions<BillingProvider> {
  /** The lists that are kept; absent: systems are asked for them. */
  projections?: BillingProjections
  /** What Weft has made of late; absent: nothing. */
  findMade?: FindMade
}

/** The billing domain: subscriptions, invoices, payments, prices, features, and what billing knows of customers and contracts. */
export function createBillingSubgraph({
  projections,
  findMade,
  ...options
}: BillingOptions): Subgraph<Context> {
  return createSubgraph({
    name: 'billing',
    schemaFile: new URL('schema.graphql', import.meta.url),
    resolvers,
    connections: options.connections,
    createContext: createDomainContexts(options, (factories, request) =>
      createLoaders(factories, request, {
        ...(projections && { projections }),
        ...(findMade && { findMade }),
      }),
    ),
  })
}
