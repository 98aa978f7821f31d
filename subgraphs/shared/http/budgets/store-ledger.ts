import { randomUUID } from 'node:crypto'
import { isWeftError } from '../../errors.ts'
import type { Store } from '../../store/store.ts'
import { type BudgetLedger, type CallKind, healthOf, type Refusal, reservedOf } from '../budget-ledger.ts'
import type { BudgetRules } from './budget-state.ts'
import { lifetimeOf } from './grant-units.ts'
import { createLeases, type Leases } from './leases.ts'
import { createRefusals } from './refusals.ts'
import type { PlacesMaker, SharedPlaces } from './shared-places.ts'
import { createStoreVisits, type StoreVisits } from './store-visits.ts'

/** Smaller leases are not renewed before a call wants them: whoever calls now and then would lease for nobody. */
const SMALLEST_RENEWED_EARLY = 8
/** A lease may be over before its answer came, or be spent by others; then the call is told to come again. */
const MAX_RENEWALS = 5

export interface StoreLedgerOptions {
  connectionId: string
  rules: BudgetRules
  /** How far time is ahead of the store's and this machine's: nothing, unless somebody moves it. */
  aheadMs: () => number
  placesOf: PlacesMaker
}

/**
 * One process's part of a budget that all processes on a store share. It leases units and spends them by itself, so that
 * most calls ask nobody. While the store does not answer, no new unit is had: STORE_UNAVAILABLE.
 */
export function createStoreLedger(store: Store, options: StoreLedgerOptions): BudgetLedger {
  const { rules, aheadMs } = options
  const places = sharedPlaces(options)
  // A clock that is set back on this machine must not lengthen a lease.
  const elapsedMs = (): number => performance.now() + aheadMs()
  const leases = createLeases(elapsedMs)
  const visits = createStoreVisits(store, { ...options, leases, elapsedMs })
  const supply = createSupply(leases, visits, { elapsedMs, rules })
  const terms = new Map<string, string>()
  let isEasy = true

  return {
    check: (kind) => supply.ensure(kind),
    async take(kind) {
      while (!leases.spend(kind)) {
        const refusal = await supply.ensure(kind)
        if (refusal?.reason === 'PAUSED') isEasy = false
        if (refusal) return refusal
      }
      visits.sent()
      supply.renewEarly(kind)
      return undefined
    },
    takePlace: async (kind, signal) => places?.take(kind, signal) ?? (() => {}),
    async learn(allowance, underWay) {
      visits.note(allowance, underWay)
      const { kind, limit, resetsAt } = allowance
      const stated = `${limit} until ${resetsAt?.getTime()}`
      if (terms.get(kind) === stated) return
      terms.set(kind, stated)
      // What is held was leased while nobody knew of this limit.
      await visits.visit({ giveUp: true }).catch(tellLater)
    },
    async pause(seconds) {
      isEasy = false
      const verdict = await visits.visit({ giveUp: true, pause: { seconds } }).catch(tellLater)
      return verdict ? Math.ceil(verdict.pausedMs / 1_000) : (seconds ?? 1)
    },
    async ease() {
      if (isEasy) return
      isEasy = true
      await visits.visit({ ease: true }).catch(tellLater)
    },
    tightest: () => healthOf(visits.windows(), rules.reservedForWrites),
    async close() {
      await visits.close()
      await places?.close()
    },
  }
}

function sharedPlaces({ connectionId, rules, placesOf }: StoreLedgerOptions): SharedPlaces | undefined {
  const { concurrency, reservedForWrites } = rules
  if (concurrency === undefined) return undefined
  const readPlaces = concurrency - reservedOf(concurrency, reservedForWrites)
  return placesOf({ connectionId, places: concurrency, readPlaces })
}

/** The vendor's answer is here: it is not lost because the store cannot be told of it. The next call hears what is wrong. */
const tellLater = (error: unknown): undefined => {
  if (!isWeftError(error, 'STORE_UNAVAILABLE')) throw error
}

/** Keeps units in stock: asks for them once however many calls wait, and before the last is spent. */
function createSupply(
  leases: Leases,
  visits: StoreVisits,
  { elapsedMs, rules }: { elapsedMs: () => number; rules: BudgetRules },
) {
  const refusals = createRefusals(elapsedMs)
  const renewals = new Map<CallKind, Promise<void>>()
  let waiting = 0

  const renew = (kind: CallKind): Promise<void> => {
    const pending = renewals.get(kind)
    if (pending) return pending
    const units = Math.max(leases.wanted(kind), waiting)
    const renewal = visits
      .visit({ wanted: { leaseId: randomUUID(), kind, units } })
      .then(({ refusal }) => refusal && refusals.keep(kind, refusal))
      .finally(() => renewals.delete(kind))
    renewals.set(kind, renewal)
    return renewal
  }

  return {
    /** Why there is no unit for a call; undefined when there is one. */
    async ensure(kind: CallKind): Promise<Refusal | undefined> {
      waiting += 1
      try {
        for (let count = 0; leases.left(kind) === 0; count += 1) {
          const refusal = refusals.of(kind)
          if (refusal) return refusal
          if (count === MAX_RENEWALS) return { reason: 'TOO_FAST', waitMs: lifetimeOf(rules) }
          await renew(kind)
        }
        return undefined
      } finally {
        waiting -= 1
      }
    },
    renewEarly(kind: CallKind): void {
      const size = leases.wanted(kind)
      const isLow = size >= SMALLEST_RENEWED_EARLY && leases.left(kind) * 4 < size
      // A call that finds none asks itself, and hears what failed.
      if (isLow && !renewals.has(kind) && !refusals.of(kind)) renew(kind).catch(() => undefined)
    },
  }
}
