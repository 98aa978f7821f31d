import { setTimeout as delay } from 'node:timers/promises'
import type { WeftError } from '#shared/errors.ts'
import { type Attempt, failAttempt } from './attempts.ts'
import { type Driver, type Progress, writeJournal } from './engine.ts'
import { openException } from './exception-rows.ts'
import { delayBeforeRetry } from './failures.ts'
import { hold, rest } from './rest.ts'
import { PREPARATION, type Run, type StepRow, updateRun } from './run-rows.ts'

/** A wait that is longer ends the turn: the queue wakes the run, and no worker waits with it. */
const LONGEST_WAIT_IN_HAND_MS = 2_000

export interface FailedForNow {
  attempt: Attempt
  row: StepRow
  error: WeftError
  /** What the run becomes when it has been tried often enough. */
  heldStatus: 'HELD' | 'COMPENSATION_FAILED'
}

/** Writes down a failure that may pass, and waits before the next attempt, or gives the run to a person. */
export async function retryLater(driver: Driver, run: Run, failure: FailedForNow): Promise<Progress> {
  const { attempt, row, error } = failure
  const now = driver.clock.now()
  const delayMs = delayBeforeRetry(row, error, { policy: driver.policy, now })
  const progress = await writeJournal(driver, run, async (transaction, current) => {
    const status = delayMs === undefined ? exhaustedStatus(attempt) : 'RETRYING'
    await failAttempt(transaction, current, { attempt, row, error, status, now })
    if (delayMs === undefined) return giveUp(driver, transaction, current, failure)
    if (delayMs <= LONGEST_WAIT_IN_HAND_MS) return 'GO_ON'
    await driver.turns.add(transaction, current.id, delayMs)
    await updateRun(transaction, current.id, { isDriven: false })
    return 'OVER'
  })
  // A node that stops does not wait: whoever goes on with the run may be a little early.
  if (progress === 'GO_ON') await delay(delayMs, undefined, { signal: driver.stopping }).catch(() => {})
  return progress
}

const exhaustedStatus = ({ direction }: Attempt) => (direction === 'UNDO' ? 'COMPENSATION_FAILED' : 'FAILED')

function giveUp(
  driver: Driver,
  transaction: Parameters<typeof rest>[1],
  run: Run,
  { row, error, heldStatus }: FailedForNow,
): Promise<Progress> {
  const stepKey = row.key === PREPARATION ? {} : { stepKey: row.key }
  const exception = {
    ...stepKey,
    code: error.code,
    system: error.facts.system,
    summary: `${row.key}: ${error.message}`,
  }
  if (heldStatus === 'HELD') return hold(driver, transaction, run, exception)
  return failCompensation(driver, transaction, run, exception)
}

/** Taking a step back failed for good: an exception of its own, beside the first error. */
export async function failCompensation(
  driver: Driver,
  transaction: Parameters<typeof rest>[1],
  run: Run,
  exception: { stepKey?: string; code: string; system: string | undefined; summary: string },
): Promise<Progress> {
  await openException(transaction, run, {
    ...exception,
    matter: 'UNDO',
    suggestedFix: 'Take it back in its system and resolve this, or mend what is in the way and retry.',
    now: driver.clock.now(),
  })
  return rest(driver, transaction, run, { status: 'COMPENSATION_FAILED' })
}
