import { VANISHED } from '#processes/engine/attempts.ts'
import type { Queryable } from '#shared/store/store.ts'
import { type Observed, readObserved } from './observe.ts'
import type { BookRow, Concurrency } from './vendor-books.ts'

/** All that is known of a soak when it is over: what callers heard, what the journal says, what the systems have. */
export interface Story {
  wishes: readonly Wish[]
  runs: readonly RunStory[]
  attempts: readonly AttemptStory[]
  observed: readonly Observed[]
  /** Of the soak's deals and their customers alone. */
  rows: readonly BookRow[]
  concurrency: Concurrency
  /** How long each run of a node that died was without one; undefined: for ever. */
  movedAfterMs: readonly (number | undefined)[]
  /** What the graph says of each run, by its id. */
  told: ReadonlyMap<string, { status: string; records: readonly string[] }>
}

/** What a caller wished, and every answer to it. */
export interface Wish {
  idempotencyKey: string
  opportunityId: string
  /** The run, or '' where the answer did not name one. */
  accepted: string[]
  refused: string[]
}

export interface RunStory {
  id: string
  idempotencyKey: string
  opportunityId: string
  customerId: string | null
  status: string
  isAtRest: boolean
  hasOpenException: boolean
  steps: readonly { key: string; status: string; nativeId: string | null }[]
}

export interface AttemptStory {
  runId: string
  generation: number
  stepKey: string
  direction: 'RUN' | 'UNDO'
  node: string
  startedAt: Date
  /** When its node wrote down what came of it; null: it vanished. */
  endedAt: Date | null
}

export async function readJournal(store: Queryable): Promise<Pick<Story, 'runs' | 'attempts' | 'observed'>> {
  const runs = await store.query<RunStory>(
    `select id, idempotency_key as "idempotencyKey", input->'opportunityRef'->>'externalId' as "opportunityId",
       customer_id as "customerId", status, phase = 'REST' as "isAtRest",
       exists (select from processes.exceptions where run_id = runs.id and closed_at is null) as "hasOpenException",
       coalesce((select json_agg(json_build_object('key', key, 'status', status,
         'nativeId', outcome->'record'->'ref'->>'nativeId') order by place) from processes.steps
         where run_id = runs.id and steps.generation = runs.generation), '[]') as steps
     from processes.runs order by id`,
  )
  const attempts = await store.query<AttemptStory>(
    `select run_id as "runId", generation, step_key as "stepKey", direction, node, started_at as "startedAt",
       case when error->>'message' is distinct from $1 then finished_at end as "endedAt"
     from processes.attempts order by started_at`,
    [VANISHED.message],
  )
  return { runs, attempts, observed: await readObserved(store) }
}
