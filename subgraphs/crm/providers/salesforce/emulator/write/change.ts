import type { Org, Row } from '../org.ts'

/** One row before and after: undefined where there was or is none. */
export interface Change {
  object: string
  before: Row | undefined
  after: Row | undefined
}

/** Writes that take effect together or not at all; other callers see them only when they are committed. */
export interface Transaction {
  org: Org
  now: Date
  /** `com/salesforce/api/rest/66.0;client=…`: who a change event names as its cause. */
  origin: string
  changes: Change[]
}
