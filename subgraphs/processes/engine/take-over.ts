import type { Store } from '#shared/store/store.ts'
import { NODE_LOCK } from './node-session.ts'
import { APPLICATION, ENGINE_VERSION, TURN_QUEUE } from './turns.ts'

/** What the queue's library lends for it. */
export interface TurnKeeper {
  listWorkflows(filter: {
    executorId: string
    applicationVersion: string
    applicationName: string
    status: 'PENDING'
    loadInput: false
    loadOutput: false
  }): Promise<{ workflowID: string }[]>
  resumeWorkflows(ids: string[], options: { queueName: string }): Promise<unknown>
}

/**
 * Puts the turns of nodes that are gone back into the queue; answers how many. A node is gone when its lock is free. Should it
 * live after all, it finds that its runs are no longer its own.
 */
export async function takeOver(store: Store, keeper: TurnKeeper, ownId: string): Promise<number> {
  const nodes = await store.query<{ id: string; number: number }>(
    'select id, number from processes.nodes where id <> $1',
    [ownId],
  )
  let taken = 0
  for (const { id, number } of nodes) {
    taken += await store.transaction(async (transaction) => {
      const [lock] = await transaction.query<{ free: boolean }>(
        'select pg_try_advisory_xact_lock($1, $2) as free',
        [NODE_LOCK, number],
      )
      if (!lock?.free) return 0
      const turns = await keeper.listWorkflows({
        executorId: id,
        applicationVersion: ENGINE_VERSION,
        applicationName: APPLICATION,
        status: 'PENDING',
        loadInput: false,
        loadOutput: false,
      })
      const ids = turns.map(({ workflowID }) => workflowID)
      if (ids.length > 0) await keeper.resumeWorkflows(ids, { queueName: TURN_QUEUE })
      await transaction.query('delete from processes.nodes where id = $1', [id])
      return ids.length
    })
  }
  return taken
}
