import { migrate } from '../../store/migrate.ts'
import type { Store } from '../../store/store.ts'
import type { LedgerMaker } from '../budget-ledger.ts'
import { createStoreLedger } from './store-ledger.ts'

/** Brings the tables up to date. Connections counted by what this makes share their budgets with all processes on the store. */
export async function openBudgets(store: Store): Promise<LedgerMaker> {
  await migrate(store, { owner: 'budget', folder: new URL('../migrations/', import.meta.url) })
  return ({ connectionId, ...rules }) => createStoreLedger(store, { connectionId, rules })
}
