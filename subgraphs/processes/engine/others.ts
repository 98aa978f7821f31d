import type { Queryable } from '#shared/store/store.ts'
import { problem } from '../problem.ts'
import type { Problem } from '../process.ts'
import { PREPARATION, type Run } from './run-rows.ts'

/** Half of an advisory lock's name; the other is the subject's. */
const SUBJECT_LOCK = 7_301_023

/**
 * Another run of the kind that is at work on the same thing would make everything twice, each under keys of its own. One that
 * was stopped before its first step is in nobody's way. Runs of one thing are looked at one after the other.
 */
export async function problemsOfOthers(
  transaction: Queryable,
  { id, kind, subjectId }: Pick<Run, 'id' | 'kind' | 'subjectId'>,
): Promise<Problem[]> {
  if (subjectId === null) return []
  await transaction.query('select pg_advisory_xact_lock($1, hashtext($2))', [SUBJECT_LOCK, subjectId])
  const [other] = await transaction.query<{ id: string }>(
    `select id from processes.runs where subject_id = $1 and kind = $2 and id <> $3 and finished_at is null
       and exists (select from processes.steps where run_id = runs.id and steps.generation = runs.generation and key <> $4)
     limit 1`,
    [subjectId, kind, id, PREPARATION],
  )
  if (!other) return []
  return [
    problem('CONFLICT', 'idempotencyKey', {
      message: `another run is at work on it: ${other.id}`,
      fix: 'Wait for the other run to end, or retry, resolve or cancel it',
    }),
  ]
}
