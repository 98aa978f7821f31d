import type { NativeRef } from '../crosswalk.ts'
import type { Connection } from './connection.ts'

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
}

/** What Weft joins: the connections and the business units of one company. */
export interface Configuration {
  connections: readonly Connection[]
  businessUnits: readonly BusinessUnit[]
}
