import type { Allowance, CallKind, LedgerRules } from '../budget-ledger.ts'

/** What all processes together have used over one connection. All times are milliseconds of the store's clock. */
export interface BudgetState {
  pausedUntil: number
  /** Pauses without a time since the vendor last answered: the next is twice as long. */
  pauses: number
  windows: WindowState[]
  /** Units of calls a second, for as long as a call of them may lie within the last second. */
  grants: Grant[]
  /** By process: what it may still send, or has sent and not heard of. */
  holders: Record<string, { outstanding: number; until: number }>
}

export interface WindowState {
  /** The operator's limit, or one that the vendor told of. */
  source: 'connection' | 'vendor'
  kind: string
  limit: number
  /** Calls made and units leased: never less than what was sent. */
  used: number
  /** As the vendor said last. */
  vendorUsed?: number | undefined
  learntAt: number
  /** Units granted before this belong to another window. */
  since: number
  /** Undefined for a sliding window. */
  resetsAt?: number | undefined
  /** After this a sliding window may have moved: one call goes through to learn it. */
  believedUntil: number
}

interface Grant {
  leaseId: string
  kind: CallKind
  units: number
  until: number
}

export type BudgetRules = Omit<LedgerRules, 'connectionId'>

/** What a process tells and wants, once in a while. */
export interface Visit {
  holder: string
  /** Units it holds and has not spent, and calls under way. */
  outstanding: number
  /** Leases that it will not spend from any more. */
  ended: readonly EndedLease[]
  learnt: readonly Allowance[]
  wanted?: { leaseId: string; kind: CallKind; units: number } | undefined
  /** The vendor refused for all; `undefined` seconds where it named no time. */
  pause?: { seconds: number | undefined } | undefined
  /** The vendor answered. */
  ease?: boolean | undefined
}

export interface EndedLease {
  leaseId: string
  grantedAt: number
  spent: number
  unspent: number
  /** When the last unit was spent, at the latest. */
  spentAt: number
}

export const createBudgetState = (): BudgetState => ({
  pausedUntil: 0,
  pauses: 0,
  windows: [],
  grants: [],
  holders: {},
})
