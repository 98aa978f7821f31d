import type { WeftError } from '#shared/errors.ts'
import type { Queryable } from '#shared/store/store.ts'
import { redact } from '#shared/telemetry/redaction.ts'
import { mayHaveTakenEffect, toKeptError } from './failures.ts'
import { type KeptError, type Run, type StepRow, type StepStatus, updateStep } from './run-rows.ts'

/** RUN: a step's own write, or the preparation. UNDO: taking it back. */
export type Direction = 'RUN' | 'UNDO'

/** One attempt under way. */
export interface Attempt {
  stepKey: string
  direction: Direction
  number: number
}

/** Writes down that an attempt begins and what it is made with: if it vanishes, it may have taken effect. */
export async function beginAttempt(
  transaction: Queryable,
  run: Run,
  { row, direction, node, sent }: { row: StepRow; direction: Direction; node: string; sent: unknown },
): Promise<Attempt> {
  const [last] = await transaction.query<{ number: number }>(
    `insert into processes.attempts (run_id, generation, step_key, direction, number, node, sent)
     select $1, $2, $3, $4, coalesce(max(number), 0) + 1, $5, $6 from processes.attempts
     where run_id = $1 and generation = $2 and step_key = $3 and direction = $4 returning number`,
    [run.id, run.generation, row.key, direction, node, JSON.stringify(redact(sent))],
  )
  await transaction.query(
    `update processes.steps set attempts = attempts + $4, is_unsure = true, started_at = coalesce(started_at, now()),
       status = case when $4 = 1 then 'RUNNING' else status end where run_id = $1 and generation = $2 and key = $3`,
    [run.id, run.generation, row.key, direction === 'RUN' ? 1 : 0],
  )
  return { stepKey: row.key, direction, number: last?.number ?? 1 }
}

/**
 * Writes down that a step's last attempt vanished with its node, where it did, as one more failure; answers how often the step
 * has failed. What kills every node that tries it must come to an end.
 */
export async function countVanished(
  transaction: Queryable,
  { id, generation }: Run,
  { row, direction }: { row: StepRow; direction: Direction },
): Promise<number> {
  const vanished = await transaction.query(
    `update processes.attempts set finished_at = now(), error = $5
     where run_id = $1 and generation = $2 and step_key = $3 and direction = $4 and finished_at is null returning 1`,
    [id, generation, row.key, direction, JSON.stringify(VANISHED)],
  )
  if (vanished.length === 0) return row.failures
  const failures = row.failures + 1
  await updateStep(transaction, { id, generation }, { key: row.key, failures, lastError: VANISHED })
  return failures
}

/** What is told of an attempt whose node ended before it did. */
export const VANISHED: KeptError = {
  code: 'INTERNAL',
  message: 'the node that tried it ended meanwhile',
  retryable: true,
  facts: {},
}

/** Writes down what came back; `step` is what the step becomes. */
export async function endAttempt(
  transaction: Queryable,
  run: Run,
  { attempt, received, step }: { attempt: Attempt; received: unknown; step: Partial<StepRow> },
): Promise<void> {
  await closeAttempt(transaction, run, { attempt, received: redact(received), error: null })
  const settled = { isUnsure: false, failures: 0, failingSince: null, lastError: null }
  await updateStep(transaction, run, { ...settled, ...step, key: attempt.stepKey })
}

export interface FailedAttempt {
  attempt: Attempt
  row: StepRow
  error: WeftError
  status: StepStatus
  now: Date
}

/** Writes down why an attempt failed. */
export async function failAttempt(
  transaction: Queryable,
  run: Run,
  { attempt, row, error, status, now }: FailedAttempt,
): Promise<void> {
  const kept = toKeptError(error)
  await closeAttempt(transaction, run, { attempt, received: null, error: kept })
  await updateStep(transaction, run, {
    key: attempt.stepKey,
    status,
    lastError: kept,
    failures: row.failures + 1,
    failingSince: row.failingSince ?? now,
    isUnsure: mayHaveTakenEffect(error),
    ...(error.retryable ? {} : { finishedAt: now }),
  })
}

async function closeAttempt(
  transaction: Queryable,
  { id, generation }: Run,
  { attempt, received, error }: { attempt: Attempt; received: unknown; error: unknown },
): Promise<void> {
  const { stepKey, direction, number } = attempt
  const toJson = (value: unknown): string | null => (value == null ? null : JSON.stringify(value))
  await transaction.query(
    `update processes.attempts set finished_at = now(), received = $6, error = $7
     where run_id = $1 and generation = $2 and step_key = $3 and direction = $4 and number = $5`,
    [id, generation, stepKey, direction, number, toJson(received), toJson(error)],
  )
}
