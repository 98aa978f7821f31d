import type { Store } from '../../store/store.ts'
import { type BudgetState, createBudgetState } from './budget-state.ts'

/**
 * Locks the state of one connection, lets `decide` change it, and keeps what it became. The time is the server's, read
 * while the row is locked. A count need not survive a power failure: not waiting for the disk halves the time.
 */
export async function withBudgetState<Answer>(
  store: Store,
  connectionId: string,
  decide: (state: BudgetState, now: number) => Answer,
): Promise<Answer> {
  return store.transaction(async (transaction) => {
    const [row] = await transaction.query<{ state: BudgetState; now: number }>(LOCK, [
      connectionId,
      JSON.stringify(createBudgetState()),
    ])
    const { state, now } = row ?? { state: createBudgetState(), now: 0 }
    const answer = decide(state, now)
    await transaction.query('update budget.connections set state = $2 where connection_id = $1', [
      connectionId,
      JSON.stringify(state),
    ])
    return answer
  })
}

const LOCK = `
  insert into budget.connections as known (connection_id, state) values ($1, $2)
  on conflict (connection_id) do update set connection_id = excluded.connection_id
  returning known.state, extract(epoch from clock_timestamp())::float8 * 1000 as now,
    set_config('synchronous_commit', 'off', true)`
