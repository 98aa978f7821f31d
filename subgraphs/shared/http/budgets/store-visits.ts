import { randomUUID } from 'node:crypto'
import type { Store } from '../../store/store.ts'
import type { Allowance } from '../budget-ledger.ts'
import { withBudgetState } from './budget-rows.ts'
import type { BudgetRules, BudgetState, Visit } from './budget-state.ts'
import { lifetimeOf } from './grant-units.ts'
import type { Leases } from './leases.ts'
import { type Verdict, visitBudget } from './visit-budget.ts'

export interface Wishes extends Pick<Visit, 'wanted' | 'pause' | 'ease'> {
  /** Everything that is held goes back. */
  giveUp?: boolean
}

/** One process's visits to the state that all share: what is known here is told there, what is granted there is leased here. */
export interface StoreVisits {
  visit(wishes: Wishes): Promise<Verdict>
  /** What the vendor said, to be told with the next visit, and the calls that its count may not hold. */
  note(allowance: Allowance, underWay: number): void
  /** A call is sent. */
  sent(): void
  /** The allowances as last seen, without those that ended since. */
  windows(): BudgetState['windows']
  close(): Promise<void>
}

export function createStoreVisits(
  store: Store,
  parts: {
    connectionId: string
    rules: BudgetRules
    leases: Leases
    /** Of a local clock that only goes forward. */
    elapsedMs: () => number
    /** How far time is ahead of the store's. */
    aheadMs: () => number
  },
): StoreVisits {
  const { connectionId, rules, leases, elapsedMs, aheadMs } = parts
  const holder = randomUUID()
  const learnt = new Map<string, Allowance>()
  let underWay = 0
  let seen: { windows: BudgetState['windows']; now: number; at: number } = { windows: [], now: 0, at: 0 }
  let last: Promise<unknown> = Promise.resolve()
  let giveBack: NodeJS.Timeout | undefined

  const tell = async ({ giveUp, ...wishes }: Wishes): Promise<Verdict> => {
    // Told once, also where nobody hears it: what was not given back for certain counts as used.
    const ended = leases.takeEnded(giveUp)
    const allowances = [...learnt.values()]
    learnt.clear()
    const told = { holder, outstanding: leases.unspent() + underWay, ended, learnt: allowances, ...wishes }
    const askedAt = elapsedMs()
    const verdict = await withBudgetState(store, connectionId, (state, storeNow) => {
      const now = storeNow + aheadMs()
      const decided = visitBudget(state, told, { rules, now })
      seen = { windows: state.windows, now, at: askedAt }
      return decided
    })
    if (wishes.wanted && verdict.units > 0) {
      const { leaseId: id, kind } = wishes.wanted
      const holdsUntil = askedAt + lifetimeOf(rules)
      leases.add({ id, kind, granted: verdict.units, grantedAt: seen.now, askedAt, holdsUntil })
      giveBackLater(holdsUntil - elapsedMs())
    }
    return verdict
  }

  /** One after the other, so that what is told is told in order. */
  const visit = (wishes: Wishes): Promise<Verdict> => {
    const verdict = last.then(() => tell(wishes))
    last = verdict.catch(() => undefined)
    return verdict
  }

  /** What an idle process holds goes back when it cannot be spent any more. */
  const giveBackLater = (ms: number): void => {
    clearTimeout(giveBack)
    giveBack = setTimeout(() => void visit({}).catch(() => undefined), Math.max(1, ms)).unref()
  }

  return {
    visit,
    note(allowance, callsUnderWay) {
      learnt.set(allowance.kind, allowance)
      underWay = callsUnderWay
    },
    sent() {
      underWay += 1
    },
    windows() {
      const now = seen.now + elapsedMs() - seen.at
      return seen.windows.filter(({ resetsAt }) => resetsAt === undefined || now < resetsAt)
    },
    async close() {
      underWay = 0
      // What cannot be given back ends by itself.
      await visit({ giveUp: true }).catch(() => undefined)
      clearTimeout(giveBack)
    },
  }
}
