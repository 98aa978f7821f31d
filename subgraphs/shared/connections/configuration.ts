import type { Connection } from './connection.ts'

/** A part of the company that sells, bills and serves on its own; who may see what can depend on it. */
export interface BusinessUnit {
  /** Chosen by the operator, stable for ever. */
  key: string
  name: string
  region: string | undefined
}

/** What Weft joins: the connections and the business units of one company. */
export interface Configuration {
  connections: readonly Connection[]
  businessUnits: readonly BusinessUnit[]
  /** Keys of the business units that a connection serves, by its id; one that is missing serves every unit. */
  unitsOfConnection: ReadonlyMap<string, readonly string[]>
}
