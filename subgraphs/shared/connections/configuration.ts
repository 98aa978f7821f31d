import type { NativeRef } from '../crosswalk.ts'
import type { Connection, SystemDomain } from './connection.ts'

/** Whose word counts for a field, and who answers when it has nothing: `{ 'Invoice.invoiceNumber': ['BILLING', 'ERP'] }`. */
export type SystemOrder = Readonly<Record<string, readonly SystemDomain[]>>

/** A part of the company that sells, bills and serves on its own; who may see what can depend on it. */
export interface BusinessUnit {
  /** Chosen by the operator, stable for ever. */
  key: string
  name: string
  region?: string | undefined
  /** The unit that this one belongs to. */
  parentKey?: string | undefined
  /** The ERP's records of the companies that trade for it. */
  legalEntities?: readonly NativeRef[] | undefined
  /** Where this unit and those that belong to it differ from the company; fields of Customer, Contract and Invoice. */
  systemOfRecord?: SystemOrder | undefined
}

/** What Weft joins: the connections and the business units of one company. */
export interface Configuration {
  connections: readonly Connection[]
  businessUnits: readonly BusinessUnit[]
  /** Where the company differs from the schema's `@systemOfRecord`. */
  systemOfRecord?: SystemOrder | undefined
}
