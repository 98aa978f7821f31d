import type { Connection } from '#shared/connections/connection.ts'
import { createSubgraph, readTypeDefs, type Subgraph } from '#shared/subgraph/subgraph.ts'
import type { Resolvers } from './__generated__/resolvers.ts'
import { type Context, createContext, type SystemState } from './context.ts'
import type { StoredCrosswalk } from './crosswalk.ts'
import { AccountBalance } from './resolvers/AccountBalance.ts'
import { BusinessUnit } from './resolvers/BusinessUnit.ts'
import { CaseCommercialContext } from './resolvers/CaseCommercialContext.ts'
import { Contract } from './resolvers/Contract.ts'
import { Customer } from './resolvers/Customer.ts'
import { EntitlementCheck } from './resolvers/EntitlementCheck.ts'
import { ExternalRef } from './resolvers/ExternalRef.ts'
import { FieldProvenance } from './resolvers/FieldProvenance.ts'
import { Invoice } from './resolvers/Invoice.ts'
import { linkedTypes } from './resolvers/linked-types.ts'
import { Product } from './resolvers/Product.ts'
import { Query } from './resolvers/Query.ts'
import { type ConfiguredOrders, createSystemOfRecord, type SystemOfRecord } from './system-of-record.ts'

const SCHEMA = new URL('./schema.graphql', import.meta.url)

const resolvers: Resolvers = {
  ...linkedTypes,
  AccountBalance,
  BusinessUnit,
  CaseCommercialContext,
  Contract,
  Customer,
  EntitlementCheck,
  ExternalRef,
  FieldProvenance,
  Invoice,
  Product,
  Query,
}

/** Whose word counts, by this subgraph's schema and the company's configuration. */
export function openSystemOfRecord(orders?: ConfiguredOrders): SystemOfRecord {
  return createSystemOfRecord(readTypeDefs(SCHEMA), orders)
}

/** The subgraph that owns identity: ids, the customer list, and the fields that several systems may answer. */
export function createCrosswalkSubgraph(options: {
  crosswalk: StoredCrosswalk
  /** Every configured connection by id. */
  connections: ReadonlyMap<string, Connection>
  /** Absent: every circuit is closed and nothing more is known. */
  systemState?: (connectionId: string) => SystemState
  /** Where the company, or a unit of it, takes another system's word than the schema says. */
  systemOfRecord?: ConfiguredOrders
  /** Absent: there are no processes. */
  hasProcessNode?: Context['hasProcessNode']
}): Subgraph<Context> {
  const { crosswalk, connections, systemState = () => ({ circuit: 'CLOSED' }) } = options
  const { hasProcessNode = async () => false } = options
  const systemOfRecord = openSystemOfRecord(options.systemOfRecord)
  return createSubgraph({
    name: 'crosswalk',
    schemaFile: SCHEMA,
    resolvers,
    connections,
    createContext: (request) =>
      createContext({ crosswalk, connections, systemOfRecord, systemState, hasProcessNode }, request),
  })
}
