import type { Store } from '#shared/store/store.ts'

/** Keys of requests are remembered so long. */
const KEPT_KEYS_DAYS = 30
/** Turns that are over tell nothing that the journal does not. */
const KEPT_TURNS_HOURS = 24
/** One statement removes no more: it must be over long before its time is. */
const MOST_ROWS = 5_000

/** Removes what nobody can ask for any more: runs that are over and have nothing open, keys, plans. */
export async function removeOldRuns(store: Store, keptDays: number): Promise<void> {
  await store.query(
    `delete from processes.runs where id in (select id from processes.runs as run
       where finished_at < now() - make_interval(days => $1)
         and not exists (select from processes.exceptions where run_id = run.id and closed_at is null) limit ${MOST_ROWS})`,
    [keptDays],
  )
  await store.query(
    `delete from processes.requests where ctid in (select ctid from processes.requests
       where made_at < now() - make_interval(days => ${KEPT_KEYS_DAYS}) limit ${MOST_ROWS})`,
  )
  await store.query('delete from processes.plans where expires_at < now()')
}

/** What the queue's library lends for it. */
export interface TurnRemover {
  listWorkflows(filter: {
    workflowName: string
    status: 'SUCCESS'
    completedBefore: string
    limit: number
    loadInput: false
    loadOutput: false
  }): Promise<{ workflowID: string }[]>
  deleteWorkflows(ids: string[]): Promise<void>
}

/** Removes turns that are over. */
export async function removeOldTurns(remover: TurnRemover, workflowName: string, now: Date): Promise<void> {
  const completedBefore = new Date(now.getTime() - KEPT_TURNS_HOURS * 3_600_000).toISOString()
  const turns = await remover.listWorkflows({
    workflowName,
    status: 'SUCCESS',
    completedBefore,
    limit: MOST_ROWS,
    loadInput: false,
    loadOutput: false,
  })
  if (turns.length > 0) await remover.deleteWorkflows(turns.map(({ workflowID }) => workflowID))
}
