import type { BudgetHealth } from '../connections/system-health.ts'

export type CallKind = 'read' | 'write'

/** What a vendor said about what it allows. */
export interface Allowance {
  /** `daily`, `hourly`: one of a vendor's few. */
  kind: string
  /** Calls in the window. */
  limit: number
  /** Calls used of it, by everybody; undefined where the vendor does not say, and then ours are counted. */
  used?: number | undefined
  /** Undefined for a window that slides. */
  resetsAt?: Date | undefined
}

/** Why a call may not start, and when asking again makes sense. */
export interface Refusal {
  reason: 'PAUSED' | 'USED_UP' | 'TOO_FAST'
  waitMs: number
}

/**
 * What one connection has used of its allowances: of this process in memory (`memory-ledger.ts`), of all processes in the store
 * (`budgets/store-ledger.ts`). Every method is atomic.
 */
export interface BudgetLedger {
  /** Why a call of this kind could not start now; undefined when it could. */
  check(kind: CallKind): Promise<Refusal | undefined>
  /** Counts a call, unless it is refused. */
  take(kind: CallKind): Promise<Refusal | undefined>
  /**
   * Waits for a place among the calls that all who share this count may have under way; answers how to leave it. Where nobody
   * shares it there is always one: a process bounds its own calls by itself.
   */
  takePlace(kind: CallKind, signal: AbortSignal): Promise<() => void>
  /** Notes an allowance as a vendor states it. `underWay`: calls sent that its count may not hold yet. */
  learn(allowance: Allowance, underWay: number): Promise<void>
  /** No call for this long; without a time, longer each time until `ease`. Answers the seconds to wait. */
  pause(seconds: number | undefined): Promise<number>
  /** The vendor answered: the next pause without a time is short again. */
  ease(): Promise<void>
  /** The allowance that is nearest to its end; undefined while none is known. */
  tightest(): BudgetHealth | undefined
  /** Gives back what is held and not used. */
  close(): Promise<void>
}

/** What a ledger has to know of its connection. */
export interface LedgerRules {
  connectionId: string
  /** Calls under way at once; undefined: as many as each process starts. */
  concurrency?: number | undefined
  requestsPerSecond?: number | undefined
  dailyRequests?: number | undefined
  /** A share, 0 to 1. */
  reservedForWrites: number
  /** Deadline of one call. */
  timeoutMs: number
}

/** Where a connection's calls are counted. */
export type LedgerMaker = (rules: LedgerRules) => BudgetLedger

/** An allowance as it is counted. */
export interface Window {
  kind: string
  limit: number
  used: number
  /** Milliseconds of the epoch; undefined for a sliding window. */
  resetsAt?: number | undefined
  /** After this a sliding window may have moved: one call goes through to learn it. */
  believedUntil: number
}

/** How long a sliding window is believed to be as the vendor told. */
export const BELIEVED_MS = 60_000

/** The calls of a limit that are left to writes: never all of them. */
export function reservedOf(limit: number, share: number): number {
  // 0.1 × 30 is a hair above 3.
  return Math.max(0, Math.min(Math.ceil(limit * share - 1e-9), limit - 1))
}

/** The window that is nearest to its end. */
export function healthOf(
  windows: readonly Pick<Window, 'kind' | 'limit' | 'used' | 'resetsAt'>[],
  reservedForWrites: number,
): BudgetHealth | undefined {
  const [first] = [...windows].sort((a, b) => leftOf(a) / a.limit - leftOf(b) / b.limit)
  return (
    first && {
      kind: first.kind,
      limit: first.limit,
      remaining: leftOf(first),
      resetsAt: first.resetsAt === undefined ? undefined : new Date(first.resetsAt),
      reservedForWrites: reservedOf(first.limit, reservedForWrites),
    }
  )
}

const leftOf = ({ limit, used }: Pick<Window, 'limit' | 'used'>): number => Math.max(0, limit - used)
