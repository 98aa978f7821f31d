import { randomUUID } from 'node:crypto'
import type { BudgetHealth } from '../../connections/system-health.ts'
import type { Store } from '../../store/store.ts'
import { type Allowance, type BudgetLedger, type CallKind, healthOf, type Refusal } from '../budget-ledger.ts'
import { withBudgetState } from './budget-rows.ts'
import type { BudgetRules, BudgetState, Visit } from './budget-state.ts'
import { lifetimeOf } from './grant-units.ts'
import { createLeases } from './leases.ts'
import { type Verdict, visitBudget } from './visit-budget.ts'

/** A refusal is believed for so long; then another process may have given something back. */
const REFUSAL_BELIEVED_MS = 1_000
/** Smaller leases are not renewed before a call wants them: whoever calls now and then would lease for nobody. */
const SMALLEST_RENEWED_EARLY = 4
/** A lease may be over before its answer came, or be spent by others; then the call is told to come again. */
const MAX_RENEWALS = 5

/**
 * One process's part of a budget that all processes on a store share. It leases units and spends them by itself, so that
 * most calls ask nobody. While the store does not answer, no new unit is had: STORE_UNAVAILABLE.
 */
export function createStoreLedger(
  store: Store,
  { connectionId, rules, elapsedMs = () => performance.now() }: StoreLedgerOptions,
): BudgetLedger {
  const holder = randomUUID()
  const leases = createLeases(elapsedMs)
  const learnt = new Map<string, Allowance>()
  const refusals = new Map<CallKind, { refusal: Refusal; at: number }>()
  const renewals = new Map<CallKind, Promise<void>>()
  /** Calls that the vendor's last count may not hold. */
  let underWay = 0
  let waiting = 0
  let isEasy = true
  let seen: { windows: BudgetState['windows']; now: number; at: number } = { windows: [], now: 0, at: 0 }
  const told = new Map<string, string>()
  let visits: Promise<unknown> = Promise.resolve()
  let giveBack: NodeJS.Timeout | undefined

  /** One after the other, so that what is told is told once. */
  const visit = (wishes: Wishes): Promise<Verdict> => {
    const verdict = visits.then(() => tell(wishes))
    visits = verdict.catch(() => undefined)
    return verdict
  }

  const tell = async ({ giveUp, ...wishes }: Wishes): Promise<Verdict> => {
    const ended = leases.takeEnded(giveUp)
    const outstanding = leases.unspent() + underWay
    const allowances = [...learnt.values()]
    learnt.clear()
    const askedAt = elapsedMs()
    const { verdict, now, windows } = await withBudgetState(store, connectionId, (state, storeNow) => ({
      verdict: visitBudget(
        state,
        { holder, outstanding, ended, learnt: allowances, ...wishes },
        { rules, now: storeNow },
      ),
      now: storeNow,
      windows: state.windows,
    }))
    seen = { windows, now, at: askedAt }
    if (verdict.refusal?.reason === 'PAUSED') isEasy = false
    if (wishes.wanted && verdict.units > 0) {
      const { leaseId: id, kind } = wishes.wanted
      const holdsUntil = askedAt + lifetimeOf(rules)
      leases.add({ id, kind, granted: verdict.units, grantedAt: now, askedAt, holdsUntil })
      giveBackLater(holdsUntil - elapsedMs())
    }
    return verdict
  }

  /** What an idle process holds goes back when it cannot be spent any more. */
  const giveBackLater = (ms: number): void => {
    clearTimeout(giveBack)
    giveBack = setTimeout(() => void visit({}).catch(() => undefined), Math.max(1, ms)).unref()
  }

  const renew = (kind: CallKind): Promise<void> => {
    const pending = renewals.get(kind)
    if (pending) return pending
    const units = Math.max(leases.wanted(kind), waiting)
    const renewal = visit({ wanted: { leaseId: randomUUID(), kind, units } })
      .then(({ refusal }) => {
        if (refusal) refusals.set(kind, { refusal, at: elapsedMs() })
      })
      .finally(() => renewals.delete(kind))
    renewals.set(kind, renewal)
    return renewal
  }

  /** What the store last said no with, for as long as that is worth believing. */
  const refusalOf = (kind: CallKind): Refusal | undefined => {
    const said = refusals.get(kind)
    if (!said) return undefined
    const passedMs = elapsedMs() - said.at
    if (passedMs < Math.min(said.refusal.waitMs, REFUSAL_BELIEVED_MS))
      return { ...said.refusal, waitMs: said.refusal.waitMs - passedMs }
    refusals.delete(kind)
    return undefined
  }

  const ensureUnits = async (kind: CallKind): Promise<Refusal | undefined> => {
    waiting += 1
    try {
      for (let renewals = 0; leases.left(kind) === 0; renewals += 1) {
        const refusal = refusalOf(kind)
        if (refusal) return refusal
        if (renewals === MAX_RENEWALS) return { reason: 'TOO_FAST', waitMs: lifetimeOf(rules) }
        await renew(kind)
      }
      return undefined
    } finally {
      waiting -= 1
    }
  }

  /** Asks for more before the last is spent, without letting the call wait for it. */
  const renewEarly = (kind: CallKind): void => {
    const size = leases.wanted(kind)
    const isLow = size >= SMALLEST_RENEWED_EARLY && leases.left(kind) * 4 < size
    if (isLow && !renewals.has(kind) && !refusalOf(kind)) renew(kind).catch(() => undefined)
  }

  return {
    check: (kind) => ensureUnits(kind),
    async take(kind) {
      while (!leases.spend(kind)) {
        const refusal = await ensureUnits(kind)
        if (refusal) return refusal
      }
      underWay += 1
      renewEarly(kind)
      return undefined
    },
    async learn(allowance, callsUnderWay) {
      learnt.set(allowance.kind, allowance)
      underWay = callsUnderWay
      const terms = `${allowance.limit} until ${allowance.resetsAt?.getTime()}`
      if (told.get(allowance.kind) === terms) return
      told.set(allowance.kind, terms)
      // What is held was leased while nobody knew of this limit.
      await visit({ giveUp: true })
    },
    async pause(seconds) {
      isEasy = false
      const { pausedMs } = await visit({ giveUp: true, pause: { seconds } })
      return Math.ceil(pausedMs / 1_000)
    },
    async ease() {
      if (isEasy) return
      isEasy = true
      await visit({ ease: true })
    },
    tightest(): BudgetHealth | undefined {
      const now = seen.now + elapsedMs() - seen.at
      const lasting = seen.windows.filter(({ resetsAt }) => resetsAt === undefined || now < resetsAt)
      return healthOf(lasting, rules.reservedForWrites)
    },
    async close() {
      underWay = 0
      // What cannot be given back ends by itself.
      await visit({ giveUp: true }).catch(() => undefined)
      clearTimeout(giveBack)
    },
  }
}

interface Wishes extends Pick<Visit, 'wanted' | 'pause' | 'ease'> {
  /** Everything that is held goes back. */
  giveUp?: boolean
}

export interface StoreLedgerOptions {
  connectionId: string
  rules: BudgetRules
  /** A local clock that only goes forward. */
  elapsedMs?: () => number
}
