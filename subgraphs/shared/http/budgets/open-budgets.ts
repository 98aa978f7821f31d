import type { Clock } from '../../clock.ts'
import { migrate } from '../../store/migrate.ts'
import type { Store } from '../../store/store.ts'
import type { LedgerMaker } from '../budget-ledger.ts'
import { openPlaces } from './shared-places.ts'
import { createStoreLedger } from './store-ledger.ts'

/**
 * Brings the tables up to date. Connections counted by what this makes share their budgets with all processes on the
 * store, by the store's time; a `clock` that is ahead of this machine's takes it along.
 */
export async function openBudgets(store: Store, clock: Clock): Promise<LedgerMaker> {
  await migrate(store, { owner: 'budget', folder: new URL('../migrations/', import.meta.url) })
  const aheadMs = (): number => clock.now().getTime() - Date.now()
  const placesOf = openPlaces(store)
  return ({ connectionId, ...rules }) => createStoreLedger(store, { connectionId, rules, aheadMs, placesOf })
}
