import { ExponentialBackoff, halfJitterGenerator, type IBackoff } from 'cockatiel'
import type { Clock } from '../clock.ts'
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
 * What one connection has used of its allowances: of this process in memory (here), of all processes in the store
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

interface Window {
  kind: string
  limit: number
  used: number
  /** Milliseconds of the epoch; undefined for a sliding window. */
  resetsAt?: number | undefined
  /** After this a sliding window may have moved: one call goes through to learn it. */
  believedUntil: number
}

const SECOND_MS = 1_000
const DAY_MS = 86_400_000
/** How long a sliding window is believed to be as the vendor told. */
export const BELIEVED_MS = 60_000
const PAUSES = new ExponentialBackoff({
  generator: halfJitterGenerator,
  initialDelay: SECOND_MS,
  maxDelay: 30 * SECOND_MS,
})

/** The calls of a limit that are left to writes: never all of them. */
export function reservedOf(limit: number, share: number): number {
  // 0.1 × 30 is a hair above 3.
  return Math.max(0, Math.min(Math.ceil(limit * share - 1e-9), limit - 1))
}

export function createMemoryLedger({
  requestsPerSecond,
  dailyRequests,
  reservedForWrites,
  clock,
}: {
  requestsPerSecond?: number | undefined
  dailyRequests?: number | undefined
  /** A share, 0 to 1. */
  reservedForWrites: number
  clock: Clock
}): BudgetLedger {
  const learnt = new Map<string, Window>()
  const started: { at: number; kind: CallKind }[] = []
  let daily: Window | undefined
  let pausedUntil = 0
  let pauses: IBackoff<unknown> | undefined

  const windows = (now: number): Window[] => {
    for (const [kind, { resetsAt }] of learnt)
      if (resetsAt !== undefined && resetsAt <= now) learnt.delete(kind)
    if (dailyRequests !== undefined && !(daily?.resetsAt !== undefined && now < daily.resetsAt)) {
      const resetsAt = (Math.floor(now / DAY_MS) + 1) * DAY_MS
      daily = { kind: 'daily', limit: dailyRequests, used: 0, resetsAt, believedUntil: resetsAt }
    }
    return [...(daily ? [daily] : []), ...learnt.values()]
  }

  const refusalOfWindows = (kind: CallKind, now: number): Refusal | undefined => {
    const empty = windows(now).find(({ limit, used, believedUntil }) => {
      const kept = kind === 'read' ? reservedOf(limit, reservedForWrites) : 0
      return limit - used <= kept && now < believedUntil
    })
    return empty && { reason: 'USED_UP', waitMs: empty.believedUntil - now }
  }

  /** Looked up, not scheduled: whoever waits asks again, so that no place is lost to a call that was given up. */
  const refusalOfRate = (kind: CallKind, now: number): Refusal | undefined => {
    if (requestsPerSecond === undefined) return undefined
    while (started[0] && started[0].at <= now - SECOND_MS) started.shift()
    const reads = started.filter((call) => call.kind === 'read')
    const readable = requestsPerSecond - reservedOf(requestsPerSecond, reservedForWrites)
    const oldest = [
      started.length >= requestsPerSecond ? started[0] : undefined,
      kind === 'read' && reads.length >= readable ? reads[0] : undefined,
    ].flatMap((call) => (call ? [call.at] : []))
    if (oldest.length === 0) return undefined
    return { reason: 'TOO_FAST', waitMs: Math.max(...oldest) + SECOND_MS - now }
  }

  const refusalOf = (kind: CallKind, now: number): Refusal | undefined =>
    now < pausedUntil
      ? { reason: 'PAUSED', waitMs: pausedUntil - now }
      : (refusalOfWindows(kind, now) ?? refusalOfRate(kind, now))

  return {
    check: async (kind) => refusalOf(kind, clock.now().getTime()),
    async take(kind) {
      const now = clock.now().getTime()
      const refusal = refusalOf(kind, now)
      if (refusal) return refusal
      if (requestsPerSecond !== undefined) started.push({ at: now, kind })
      for (const window of windows(now)) {
        window.used += 1
        // The call that finds out what is true now; the others wait for what it learns.
        if (now >= window.believedUntil) window.believedUntil = now + BELIEVED_MS
      }
      return undefined
    },
    takePlace: async () => () => {},
    async learn({ kind, limit, used, resetsAt }, underWay) {
      const now = clock.now().getTime()
      const known = learnt.get(kind)
      const endsAt = resetsAt?.getTime()
      const counted = known && known.resetsAt === endsAt ? known.used : underWay
      learnt.set(kind, {
        kind,
        limit,
        used: used === undefined ? counted : used + underWay,
        resetsAt: endsAt,
        believedUntil: endsAt ?? now + BELIEVED_MS,
      })
    },
    async pause(seconds) {
      const now = clock.now().getTime()
      if (seconds !== undefined) pausedUntil = Math.max(pausedUntil, now + seconds * SECOND_MS)
      else if (now >= pausedUntil) {
        // Calls that were under way together are refused together: that is one pause, not several.
        pauses = pauses ? pauses.next(undefined) : PAUSES.next()
        pausedUntil = now + pauses.duration
      }
      return Math.max(0, Math.ceil((pausedUntil - now) / SECOND_MS))
    },
    async ease() {
      pauses = undefined
    },
    tightest: () => healthOf(windows(clock.now().getTime()), reservedForWrites),
    async close() {},
  }
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
