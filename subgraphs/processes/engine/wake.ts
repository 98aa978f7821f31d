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
 * Something has happened that a customer's runs may wait for: they ask again at once. One that asks just now may have asked too
 * early, so it asks again as well.
 */
export async function wakeRuns(
  { turns }: Pick<Engine, 'turns'>,
  { kind, customerId }: { kind: ProcessKind; customerId: string },
): Promise<void> {
  await turns.transaction(async (transaction) => {
    await lockCustomer(transaction, customerId)
    const runs = await transaction.query<{ id: string }>(
      `update processes.runs set waits_until = null where kind = $1 and customer_id = $2 and phase = 'FORWARD'
         and (waits_until is not null or is_driven) returning id`,
      [kind, customerId],
    )
    for (const { id } of runs) await turns.add(transaction, id)
  })
}
