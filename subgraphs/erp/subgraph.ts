import type { Connection } from '#shared/connections/connection.ts'
import type { Crosswalk } from '#shared/crosswalk.ts'
import { createSubgraph, type Subgraph } from '#shared/subgraph/subgraph.ts'
import { type Context, createContext } from './context.ts'
import type { Resolvers } from './__generated__/resolvers.ts'
import type { ErpProvider } from './provider.ts'
import { AccountBalance } from './resolvers/AccountBalance.ts'
import { CaseCommercialContext } from './resolvers/CaseCommercialContext.ts'
import { Contract } from './resolvers/Contract.ts'
import { CreditNote } from './resolvers/CreditNote.ts'
import { Customer } from './resolvers/Customer.ts'
import { EntitlementCheck } from './resolvers/EntitlementCheck.ts'
import { Invoice } from './resolvers/Invoice.ts'
import { InvoiceLine } from './resolvers/InvoiceLine.ts'
import { LegalEntity } from './resolvers/LegalEntity.ts'
import { Order } from './resolvers/Order.ts'
import { OrderLine } from './resolvers/OrderLine.ts'
import { Payment } from './resolvers/Payment.ts'
import { PaymentAllocation } from './resolvers/PaymentAllocation.ts'
import { Product } from './resolvers/Product.ts'
import { Query } from './resolvers/Query.ts'

const resolvers: Resolvers = {
  AccountBalance,
  CaseCommercialContext,
  Contract,
  CreditNote,
  Customer,
  EntitlementCheck,
  Invoice,
  InvoiceLine,
  LegalEntity,
  Order,
  OrderLine,
  Payment,
  PaymentAllocation,
  Product,
  Query,
}

/** The ERP domain: the ledger's side of customers, orders, invoices and products, whoever the vendor is. */
export function createErpSubgraph(options: {
  providers: readonly ErpProvider[]
  crosswalk: Crosswalk
  /** Every configured connection by id, of all domains. */
  connections: ReadonlyMap<string, Connection>
}): Subgraph<Context> {
  return createSubgraph({
    name: 'erp',
    schemaFile: new URL('./schema.graphql', import.meta.url),
    resolvers,
    connections: options.connections,
    createContext: (request) => createContext(options, request),
  })
}
