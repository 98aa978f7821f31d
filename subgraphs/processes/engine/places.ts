import type { Queryable } from '#shared/store/store.ts'
import type { Run } from './run-rows.ts'
import type { Turns } from './turns.ts'

/**
 * Runs of one customer pass sequenced steps one at a time, in the order in which they reached them, on whichever node they are.
 * Who is not first ends its turn: nobody waits in a worker. Callers hold the customer's lock (`writeJournal`).
 */
export async function takePlace(transaction: Queryable, run: Run): Promise<boolean> {
  if (run.customerId === null) return true
  await transaction.query(
    'insert into processes.places (customer_id, run_id) values ($1, $2) on conflict (run_id) do nothing',
    [run.customerId, run.id],
  )
  const [first] = await transaction.query<{ runId: string }>(
    'select run_id as "runId" from processes.places where customer_id = $1 order by place limit 1',
    [run.customerId],
  )
  return first?.runId === run.id
}

/** Leaves the place, where the run has one; who is first now goes on. */
export async function leavePlace(transaction: Queryable, run: Run, turns: Turns): Promise<void> {
  const [left] = await transaction.query<{ wasFirst: boolean }>(
    `delete from processes.places as mine where run_id = $1
     returning not exists (select from processes.places as other
       where other.customer_id = mine.customer_id and other.place < mine.place) as "wasFirst"`,
    [run.id],
  )
  if (!left?.wasFirst) return
  const [next] = await transaction.query<{ runId: string }>(
    'select run_id as "runId" from processes.places where customer_id = $1 order by place limit 1',
    [run.customerId],
  )
  if (next) await turns.add(transaction, next.runId)
}
