import { type Allowance, BELIEVED_MS, type Refusal } from '../budget-ledger.ts'
import type { BudgetRules, BudgetState, EndedLease, Visit, WindowState } from './budget-state.ts'
import { grantUnits } from './grant-units.ts'

const SECOND_MS = 1_000
const DAY_MS = 86_400_000
const LONGEST_PAUSE_MS = 30 * SECOND_MS
/** Answers about a sliding window that come so close to each other may have overtaken each other. */
const REORDERED_MS = 2 * SECOND_MS

/** What a process gets. */
export interface Verdict {
  refusal?: Refusal
  /** Units leased; 0 where none were wanted or none were to be had. */
  units: number
  /** How long nobody may call. */
  pausedMs: number
}

interface Terms {
  rules: BudgetRules
  /** The store's time. */
  now: number
  /** 0 to 1. */
  random?: () => number
}

/**
 * What one process tells of its use and wants of the rest, decided on the state that all share; whoever calls this holds
 * that state alone. Changes the state.
 */
export function visitBudget(state: BudgetState, visit: Visit, terms: Terms): Verdict {
  const { rules, now } = terms
  forgetPast(state, now)
  openDay(state, terms)
  for (const lease of visit.ended) endLease(state, lease)
  noteOutstanding(state, visit, terms)
  for (const allowance of visit.learnt) learn(state, allowance, now)
  countOutstanding(state)
  if (visit.ease) state.pauses = 0
  if (visit.pause) pause(state, visit.pause.seconds, terms)
  const outcome = visit.wanted ? grantUnits(state, visit.wanted, { rules, now }) : 0
  const pausedMs = Math.max(0, state.pausedUntil - now)
  if (typeof outcome !== 'number') return { refusal: outcome, units: 0, pausedMs }
  noteOutstanding(state, { ...visit, outstanding: visit.outstanding + outcome }, terms)
  countOutstanding(state)
  return { units: outcome, pausedMs }
}

function forgetPast(state: BudgetState, now: number): void {
  state.windows = state.windows.filter(({ resetsAt }) => resetsAt === undefined || now < resetsAt)
  state.grants = state.grants.filter(({ until }) => now < until)
  const living = Object.entries(state.holders).filter(([, { until }]) => now < until)
  state.holders = Object.fromEntries(living)
}

/** The operator's limit holds for a day of UTC, and may have been changed since the last start. */
function openDay({ windows }: BudgetState, { rules: { dailyRequests: limit }, now }: Terms): void {
  const index = windows.findIndex(({ source }) => source === 'connection')
  const known = windows[index]
  if (limit === undefined) {
    if (known) windows.splice(index, 1)
    return
  }
  if (known) {
    known.limit = limit
    return
  }
  const resetsAt = (Math.floor(now / DAY_MS) + 1) * DAY_MS
  windows.unshift({
    source: 'connection',
    kind: 'daily',
    limit,
    used: 0,
    vendorUsed: undefined,
    learntAt: now,
    since: now,
    resetsAt,
    believedUntil: resetsAt,
  })
}

/** Units that were not spent are free again; those that were are a second's calls from the last of them on. */
function endLease(state: BudgetState, { leaseId, grantedAt, spent, unspent, spentAt }: EndedLease): void {
  for (const window of state.windows)
    if (grantedAt >= window.since) window.used = Math.max(0, window.used - unspent)
  const grant = state.grants.find((each) => each.leaseId === leaseId)
  if (grant) Object.assign(grant, { units: spent, until: spent === 0 ? 0 : spentAt + SECOND_MS })
  state.grants = state.grants.filter(({ until }) => until > 0)
}

/** A process that was killed says nothing more: what it had is nobody's when its calls must have ended. */
function noteOutstanding(
  { holders }: BudgetState,
  { holder, outstanding }: Visit,
  { rules, now }: Terms,
): void {
  if (outstanding > 0) holders[holder] = { outstanding, until: now + rules.timeoutMs }
  else delete holders[holder]
}

/** The vendor's count holds what it has answered; whatever is outstanding anywhere may come to it. */
function countOutstanding({ windows, holders }: BudgetState): void {
  const outstanding = Object.values(holders).reduce((sum, holder) => sum + holder.outstanding, 0)
  for (const window of windows)
    if (window.vendorUsed !== undefined) window.used = window.vendorUsed + outstanding
}

/** Where the vendor does not count, ours are counted, beginning with those under way. */
function learn(state: BudgetState, { kind, limit, used, resetsAt }: Allowance, now: number): void {
  const endsAt = resetsAt?.getTime()
  const others = state.windows.filter((window) => window.source !== 'vendor' || window.kind !== kind)
  const known = state.windows.find((window) => !others.includes(window) && window.resetsAt === endsAt)
  const mayBeOld = known && (endsAt !== undefined || now - known.learntAt < REORDERED_MS)
  const outstanding = Object.values(state.holders).reduce((sum, holder) => sum + holder.outstanding, 0)
  const learnt: WindowState = {
    source: 'vendor',
    kind,
    limit,
    used: known?.used ?? outstanding,
    vendorUsed: used !== undefined && mayBeOld ? Math.max(used, known.vendorUsed ?? 0) : used,
    learntAt: now,
    since: known?.since ?? now,
    resetsAt: endsAt,
    believedUntil: endsAt ?? now + BELIEVED_MS,
  }
  state.windows = [...others, learnt]
}

function pause(state: BudgetState, seconds: number | undefined, { now, random = Math.random }: Terms): void {
  if (seconds !== undefined) {
    state.pausedUntil = Math.max(state.pausedUntil, now + seconds * SECOND_MS)
    return
  }
  // Calls that were under way together are refused together: that is one pause, not several.
  if (now < state.pausedUntil) return
  const fullMs = Math.min(LONGEST_PAUSE_MS, SECOND_MS * 2 ** state.pauses)
  state.pausedUntil = now + (state.pauses === 0 ? fullMs : (fullMs * (1 + random())) / 2)
  state.pauses += 1
}
