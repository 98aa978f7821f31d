import type { DatabaseSync } from 'node:sqlite'
import type { Governor } from './governance.ts'

export interface NetSuiteState {
  database: DatabaseSync
  /** Access token → when it runs out, in milliseconds since 1970. */
  tokens: Map<string, number>
  governor: Governor
}
