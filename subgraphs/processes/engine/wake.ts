import type { ProcessKind } from '../process.ts'
import { type Engine, lockCustomer } from './engine.ts'

/** Lets every run go on that waits for a time that has come. */
export async function wakeDue(engine: Engine): Promise<void> {
  while (await wakeNext(engine));
}

/** One of them; whoever else looks at the same time takes another one. */
function wakeNext({ turns, clock }: Engine): Promise<boolean> {
  return turns.transaction(async (transaction) => {
    const [due] = await transaction.query<{ id: string }>(
      `update processes.runs set waits_until = null where id = (select id from processes.runs
         where waits_until <= $1 order by waits_until for update skip locked limit 1) returning id`,
      [clock.now()],
    )
    if (due) await turns.add(transaction, due.id)
    return due !== undefined
  })
}

/**
 * Something has happened that a customer's runs may wait for: they ask again at once. One that is asking just now asks once more
 * when it is done.
 */
export async function wakeRuns(
  { store, turns }: Pick<Engine, 'store' | 'turns'>,
  { kind, customerId }: { kind: ProcessKind; customerId: string },
): Promise<void> {
  // Most things that happen are waited for by nobody.
  const [some] = await store.query(
    `select 1 from processes.runs where kind = $1 and customer_id = $2 and phase = 'FORWARD' limit 1`,
    [kind, customerId],
  )
  if (!some) return
  await turns.transaction(async (transaction) => {
    await lockCustomer(transaction, customerId)
    const waiting = await transaction.query<{ id: string; waits: boolean }>(
      `select id, waits_until is not null as waits from processes.runs
       where kind = $1 and customer_id = $2 and phase = 'FORWARD' order by id for update`,
      [kind, customerId],
    )
    const ids = waiting.map(({ id }) => id)
    await transaction.query(
      'update processes.runs set wakes = wakes + 1, waits_until = null where id = any($1)',
      [ids],
    )
    for (const { id, waits } of waiting) if (waits) await turns.add(transaction, id)
  })
}
