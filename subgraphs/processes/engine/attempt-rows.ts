import type { Queryable } from '#shared/store/store.ts'
import type { Direction } from './attempts.ts'
import type { KeptError } from './run-rows.ts'

/** One attempt of a run, as the journal has it: what it was made with and what came back, without personal data. */
export interface AttemptRow {
  runId: string
  generation: number
  /** `PREPARATION` for the reading before the first step. */
  stepKey: string
  direction: Direction
  /** Counts from 1 within generation, step and direction. */
  number: number
  correlationId: string
  sent: unknown
  received: unknown
  error: KeptError | null
  startedAt: Date
  /** Null: under way, or its node has ended and nobody has gone on yet. */
  finishedAt: Date | null
}

/** A step that waits for months is asked again and again: so many of each step are told, the newest. */
const NEWEST = 100

/** The attempts of some runs, of every generation, oldest first. */
export function readAttempts(store: Queryable, runIds: readonly string[]): Promise<AttemptRow[]> {
  return store.query<AttemptRow>(
    `select run_id as "runId", generation, step_key as "stepKey", direction, number, correlation_id as "correlationId", sent,
       received, error, started_at as "startedAt", finished_at as "finishedAt"
     from (select attempts.*, runs.correlation_id, row_number() over
         (partition by run_id, step_key order by attempts.started_at desc, attempts.generation desc, number desc) as age
       from processes.attempts join processes.runs on runs.id = run_id where run_id = any($1)) as made
     where age <= ${NEWEST} order by run_id, started_at, generation, number`,
    [runIds],
  )
}
