import type { Engine } from '#processes/engine/engine.ts'
import type { Queryable } from '#shared/store/store.ts'
import { wrapSteps } from './wrap-steps.ts'

/** Something that happened, in the order in which the database saw it. */
export interface Observed {
  /** Begins at 1. */
  place: number
  /** `queued`, `left`: for its customer's turn. `begin`, `end`: a sequenced step. `claimed`: a node has it. `status`: it has another one. */
  what: 'queued' | 'left' | 'begin' | 'end' | 'claimed' | 'status'
  runId: string
  customerId: string | null
  /** The step, the status or the node. */
  detail: string | null
  at: Date
}

/** A log beside the journal, written by triggers: what the engine says of itself is not all that is believed. */
export async function installObserver(store: Queryable): Promise<void> {
  await store.query(`
    create schema soak;
    create table soak.log (place bigint generated always as identity primary key, what text not null, run_id text not null,
      customer_id text, detail text, at timestamptz not null default clock_timestamp());
    create index on soak.log (run_id, at);
    create function soak.note_place() returns trigger language plpgsql as $$ begin
      if tg_op = 'INSERT' then
        insert into soak.log (what, run_id, customer_id) values ('queued', new.run_id, new.customer_id);
      else
        insert into soak.log (what, run_id, customer_id) values ('left', old.run_id, old.customer_id);
      end if;
      return null;
    end $$;
    create trigger soak_places after insert or delete on processes.places for each row execute function soak.note_place();
    create function soak.note_run() returns trigger language plpgsql as $$ begin
      if new.node is distinct from old.node or new.fence <> old.fence then
        insert into soak.log (what, run_id, detail) values ('claimed', new.id, new.node);
      end if;
      if new.status <> old.status then
        insert into soak.log (what, run_id, detail) values ('status', new.id, new.status);
      end if;
      return null;
    end $$;
    create trigger soak_runs after update on processes.runs for each row execute function soak.note_run();`)
}

export function readObserved(store: Queryable): Promise<Observed[]> {
  return store.query<Observed>(
    'select place::int, what, run_id as "runId", customer_id as "customerId", detail, at from soak.log order by place',
  )
}

/** Writes down when sequenced steps begin and end. */
export function observeSteps(engine: Engine): void {
  const note = (what: string, runId: string, step: string) =>
    engine.store.query(
      `insert into soak.log (what, run_id, customer_id, detail)
       select $1, $2, (select customer_id from processes.runs where id = $2), $3`,
      [what, runId, step],
    )
  wrapSteps(engine, (step) => {
    if (!step.isSequencedByCustomer) return step
    return {
      ...step,
      async run(facts, context) {
        await note('begin', context.runId, step.key)
        try {
          return await step.run(facts, context)
        } finally {
          await note('end', context.runId, step.key)
        }
      },
    }
  })
}
