import type { Identity } from '../crosswalk.ts'

/** Where a customer belongs, for filters and for what a caller may see. */
export interface CustomerPlace {
  createdAt: Date
  businessUnitKey: string | undefined
  region: string | undefined
}

/** What the event log asks about customers; answered by the crosswalk. */
export interface CustomerDesk {
  /** Matches customers whose records are new or have changed: those that are nobody's yet get an id. */
  learn(identities: readonly Identity[]): Promise<void>
  /** In the order asked; undefined for an id that names no customer. */
  placesOf(customerIds: readonly string[]): Promise<(CustomerPlace | undefined)[]>
  /** Undefined for an id that names no business unit. */
  businessUnitKeyOf(businessUnitId: string): string | undefined
}
