import { type CallKind, BELIEVED_MS, type Refusal, reservedOf } from '../budget-ledger.ts'
import type { BudgetRules, BudgetState, WindowState } from './budget-state.ts'

const SECOND_MS = 1_000
/** The largest lease, and so the most that a killed process can lose of a day. */
const MAX_UNITS = 50
/** Of what is left of a window, the part that one lease may take: near the end nobody holds what another needs. */
const WINDOW_PART = 8
/** Of the calls of a second, the part that one lease may take. */
const RATE_PART = 10

/** How long a lease may be spent from: until then nobody hears of another's pause, and a second's units are kept. */
export const lifetimeOf = ({ requestsPerSecond }: BudgetRules): number =>
  requestsPerSecond === undefined ? SECOND_MS : SECOND_MS / 4

/** Leases units for calls of one kind: as many as wanted or fewer, at least one; or says why none. Changes the state. */
export function grantUnits(
  state: BudgetState,
  wanted: { leaseId: string; kind: CallKind; units: number },
  { rules, now }: { rules: BudgetRules; now: number },
): number | Refusal {
  if (now < state.pausedUntil) return { reason: 'PAUSED', waitMs: state.pausedUntil - now }
  const spare = state.windows.map((window) => spareOf(window, wanted.kind, rules))
  const empty = state.windows.find((window, index) => (spare[index] ?? 0) <= 0 && now < window.believedUntil)
  if (empty) return { reason: 'USED_UP', waitMs: empty.believedUntil - now }
  const rate = spareOfRate(state, wanted.kind, { rules, now })
  if (rate.units <= 0) return { reason: 'TOO_FAST', waitMs: rate.waitMs }
  const units = Math.max(
    1,
    Math.min(
      wanted.units,
      MAX_UNITS,
      rate.units,
      Math.floor((rules.requestsPerSecond ?? MAX_UNITS * RATE_PART) / RATE_PART),
      ...spare.map((left) => Math.floor(left / WINDOW_PART)),
    ),
  )
  for (const window of state.windows) {
    window.used += units
    // The call that finds out what is true now; the others wait for what it learns.
    if (now >= window.believedUntil) window.believedUntil = now + BELIEVED_MS
  }
  if (rules.requestsPerSecond !== undefined) {
    const until = now + lifetimeOf(rules) + SECOND_MS
    state.grants.push({ leaseId: wanted.leaseId, kind: wanted.kind, units, until })
  }
  return units
}

function spareOf({ limit, used }: WindowState, kind: CallKind, { reservedForWrites }: BudgetRules): number {
  return limit - used - (kind === 'read' ? reservedOf(limit, reservedForWrites) : 0)
}

/** Calls that may start within this second, and how long until there is one. */
function spareOfRate(
  { grants }: BudgetState,
  kind: CallKind,
  { rules, now }: { rules: BudgetRules; now: number },
): { units: number; waitMs: number } {
  const { requestsPerSecond, reservedForWrites } = rules
  if (requestsPerSecond === undefined) return { units: Number.POSITIVE_INFINITY, waitMs: 0 }
  const readable = requestsPerSecond - reservedOf(requestsPerSecond, reservedForWrites)
  const all = spareWithin(grants, requestsPerSecond, now)
  if (kind === 'write') return all
  const reads = spareWithin(
    grants.filter((grant) => grant.kind === 'read'),
    readable,
    now,
  )
  return { units: Math.min(all.units, reads.units), waitMs: Math.max(all.waitMs, reads.waitMs) }
}

function spareWithin(
  grants: BudgetState['grants'],
  limit: number,
  now: number,
): { units: number; waitMs: number } {
  let units = limit - grants.reduce((sum, grant) => sum + grant.units, 0)
  const spare = { units, waitMs: 0 }
  for (const grant of [...grants].sort((one, other) => one.until - other.until)) {
    if (units > 0) break
    units += grant.units
    spare.waitMs = Math.max(1, Math.ceil(grant.until - now))
  }
  return spare
}
