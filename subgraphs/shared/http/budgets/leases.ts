import type { CallKind } from '../budget-ledger.ts'
import type { EndedLease } from './budget-state.ts'

/** Units that this process may spend without asking anybody. */
interface Lease {
  id: string
  kind: CallKind
  granted: number
  left: number
  /** The store's time. */
  grantedAt: number
  /** Local times, of a clock that only goes forward: when it was asked for, until when it holds, when it was last spent from. */
  askedAt: number
  holdsUntil: number
  lastSpentAt: number
}

/** What one operation is likely to call for: whoever has been quiet does not ask the store for each of its calls. */
const SMALLEST_LEASE = 4

/** The leases of one process over one connection. */
export interface Leases {
  add(lease: Omit<Lease, 'left' | 'lastSpentAt'>): void
  /** Spends one unit; false when there is none for this kind. */
  spend(kind: CallKind): boolean
  left(kind: CallKind): number
  /** Takes out those that are spent or over; with `all`, every one. */
  takeEnded(all?: boolean): EndedLease[]
  /** Units of all leases that hold. */
  unspent(): number
  /** How many units to ask for next: as many as were spent of the last lease, twice as many where they were too few. */
  wanted(kind: CallKind): number
}

export function createLeases(elapsedMs: () => number): Leases {
  let leases: Lease[] = []
  const appetite = new Map<CallKind, number>()

  const holds = ({ left, holdsUntil }: Lease): boolean => left > 0 && elapsedMs() < holdsUntil
  /** What is leased to reads a write may spend, too; its own first. */
  const usable = (kind: CallKind): Lease[] => {
    const held = leases.filter(holds)
    const own = held.filter((lease) => lease.kind === kind)
    return kind === 'write' ? [...own, ...held.filter((lease) => lease.kind === 'read')] : own
  }
  const end = ({ id, kind, granted, left, grantedAt, askedAt, lastSpentAt }: Lease): EndedLease => {
    const spent = granted - left
    appetite.set(kind, Math.max(SMALLEST_LEASE, left === 0 ? granted * 2 : spent))
    return { leaseId: id, grantedAt, spent, unspent: left, spentAt: grantedAt + (lastSpentAt - askedAt) }
  }

  return {
    add: (lease) => leases.push({ ...lease, left: lease.granted, lastSpentAt: lease.askedAt }),
    spend(kind) {
      const [lease] = usable(kind)
      if (!lease) return false
      lease.left -= 1
      lease.lastSpentAt = elapsedMs()
      return true
    },
    left: (kind) => usable(kind).reduce((sum, { left }) => sum + left, 0),
    takeEnded(all = false) {
      const ended = leases.filter((lease) => all || !holds(lease))
      leases = leases.filter((lease) => !ended.includes(lease))
      return ended.map(end)
    },
    unspent: () => leases.filter(holds).reduce((sum, { left }) => sum + left, 0),
    wanted: (kind) => appetite.get(kind) ?? SMALLEST_LEASE,
  }
}
