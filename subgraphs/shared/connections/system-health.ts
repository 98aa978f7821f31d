import type { CallMeasures } from '../telemetry/call-measures.ts'

/** Whether calls go through: OPEN refuses them at once, HALF_OPEN lets one through to see. */
export type Circuit = 'CLOSED' | 'OPEN' | 'HALF_OPEN'

/** The allowance that will be used up first, as far as it is known. Counts are calls. */
export interface BudgetHealth {
  /** `daily`, `hourly`, `concurrent`. */
  kind: string
  limit: number
  remaining: number
  /** When `remaining` starts anew, where the vendor or the calendar says so. */
  resetsAt: Date | undefined
  /** The last calls of the limit, which no read may take. */
  reservedForWrites: number
}

/** What a connection knows of its system without asking it. */
export interface SystemHealth {
  circuit: Circuit
  budget: BudgetHealth
  /** Version of the vendor's interface that we speak. */
  apiVersion: string
  calls: CallMeasures
}
