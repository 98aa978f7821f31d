import { ExponentialBackoff, halfJitterGenerator, type IBackoff } from 'cockatiel'
import type { Clock } from '../clock.ts'
import {
  type Allowance,
  BELIEVED_MS,
  type BudgetLedger,
  type CallKind,
  healthOf,
  type Refusal,
  reservedOf,
  type Window,
} from './budget-ledger.ts'

interface MemoryRules {
  requestsPerSecond?: number | undefined
  dailyRequests?: number | undefined
  /** A share, 0 to 1. */
  reservedForWrites: number
}

const SECOND_MS = 1_000
const DAY_MS = 86_400_000

/** What one process has used of a connection's allowances, by its own count. */
export function createMemoryLedger({ clock, ...rules }: MemoryRules & { clock: Clock }): BudgetLedger {
  const windows = createWindows(rules)
  const rate = createRate(rules)
  const pauses = createPauses()
  const now = (): number => clock.now().getTime()
  const refusalOf = (kind: CallKind, at: number): Refusal | undefined =>
    pauses.refusalAt(at) ?? windows.refusalOf(kind, at) ?? rate.refusalOf(kind, at)
  return {
    check: async (kind) => refusalOf(kind, now()),
    async take(kind) {
      const at = now()
      const refusal = refusalOf(kind, at)
      if (refusal) return refusal
      rate.count(kind, at)
      windows.count(at)
      return undefined
    },
    takePlace: async () => () => {},
    learn: async (allowance, underWay) => windows.learn(allowance, { underWay, at: now() }),
    pause: async (seconds) => pauses.begin(seconds, now()),
    async ease() {
      pauses.ease()
    },
    tightest: () => healthOf(windows.openAt(now()), rules.reservedForWrites),
    async close() {},
  }
}

/** The allowances of a day, as configured and as the vendor states them. */
function createWindows({ dailyRequests, reservedForWrites }: MemoryRules) {
  const learnt = new Map<string, Window>()
  let daily: Window | undefined

  const openAt = (at: number): Window[] => {
    for (const [kind, { resetsAt }] of learnt)
      if (resetsAt !== undefined && resetsAt <= at) learnt.delete(kind)
    if (dailyRequests !== undefined && !(daily?.resetsAt !== undefined && at < daily.resetsAt)) {
      const resetsAt = (Math.floor(at / DAY_MS) + 1) * DAY_MS
      daily = { kind: 'daily', limit: dailyRequests, used: 0, resetsAt, believedUntil: resetsAt }
    }
    return [...(daily ? [daily] : []), ...learnt.values()]
  }
  return {
    openAt,
    refusalOf(kind: CallKind, at: number): Refusal | undefined {
      const empty = openAt(at).find(({ limit, used, believedUntil }) => {
        const kept = kind === 'read' ? reservedOf(limit, reservedForWrites) : 0
        return limit - used <= kept && at < believedUntil
      })
      return empty && { reason: 'USED_UP', waitMs: empty.believedUntil - at }
    },
    count(at: number): void {
      for (const window of openAt(at)) {
        window.used += 1
        // The call that finds out what is true now; the others wait for what it learns.
        if (at >= window.believedUntil) window.believedUntil = at + BELIEVED_MS
      }
    },
    learn({ kind, limit, used, resetsAt }: Allowance, { underWay, at }: { underWay: number; at: number }) {
      const known = learnt.get(kind)
      const endsAt = resetsAt?.getTime()
      const counted = known && known.resetsAt === endsAt ? known.used : underWay
      learnt.set(kind, {
        kind,
        limit,
        used: used === undefined ? counted : used + underWay,
        resetsAt: endsAt,
        believedUntil: endsAt ?? at + BELIEVED_MS,
      })
    },
  }
}

/** So many calls a second. Looked up, not scheduled: who waits asks again, and no place is lost to a call that was given up. */
function createRate({ requestsPerSecond, reservedForWrites }: MemoryRules) {
  const started: { at: number; kind: CallKind }[] = []
  return {
    refusalOf(kind: CallKind, at: number): Refusal | undefined {
      if (requestsPerSecond === undefined) return undefined
      while (started[0] && started[0].at <= at - SECOND_MS) started.shift()
      const reads = started.filter((call) => call.kind === 'read')
      const readable = requestsPerSecond - reservedOf(requestsPerSecond, reservedForWrites)
      const oldest = [
        started.length >= requestsPerSecond ? started[0] : undefined,
        kind === 'read' && reads.length >= readable ? reads[0] : undefined,
      ].flatMap((call) => (call ? [call.at] : []))
      if (oldest.length === 0) return undefined
      return { reason: 'TOO_FAST', waitMs: Math.max(...oldest) + SECOND_MS - at }
    },
    count(kind: CallKind, at: number): void {
      if (requestsPerSecond !== undefined) started.push({ at, kind })
    },
  }
}

const PAUSES = new ExponentialBackoff({
  generator: halfJitterGenerator,
  initialDelay: SECOND_MS,
  maxDelay: 30 * SECOND_MS,
})

/** Times in which no call starts, because the vendor refused one. */
function createPauses() {
  let until = 0
  let next: IBackoff<unknown> | undefined
  return {
    refusalAt: (at: number): Refusal | undefined =>
      at < until ? { reason: 'PAUSED', waitMs: until - at } : undefined,
    /** Without a time, longer each time until `ease`. Answers the seconds to wait. */
    begin(seconds: number | undefined, at: number): number {
      if (seconds !== undefined) until = Math.max(until, at + seconds * SECOND_MS)
      else if (at >= until) {
        // Calls that were under way together are refused together: that is one pause, not several.
        next = next ? next.next(undefined) : PAUSES.next()
        until = at + next.duration
      }
      return Math.max(0, Math.ceil((until - at) / SECOND_MS))
    },
    ease(): void {
      next = undefined
    },
  }
}
